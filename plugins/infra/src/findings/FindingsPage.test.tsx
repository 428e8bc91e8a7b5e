import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ago, FakeInfra, finding } from '../__testUtils__/FakeInfra';
import { renderPage } from '../__testUtils__/renderPage';
import { FindingsPage } from './FindingsPage';

const backendWith = (...items: object[]): FakeInfra => {
  const backend = new FakeInfra();
  backend.answers = { 'GET infra/findings?state=open': { items, unknown: [] } };
  return backend;
};

const item = async (title: string) => {
  const heading = await screen.findByRole('heading', { name: title });
  return heading.closest('li')!;
};

it('shows what was found, since when, and what to do', async () => {
  renderPage(
    <FindingsPage />,
    backendWith(
      finding(),
      finding({
        id: 'x',
        severity: 'warning',
        title: 'Storage is nearly full',
      }),
    ),
  );
  const forge = await item('Node forge is offline');
  expect(forge).toHaveTextContent('Critical');
  expect(forge).toHaveTextContent(/since \d min ago/);
  expect(forge).toHaveTextContent('192.0.2.7');
  expect(forge).toHaveTextContent('proxmox · lab · nodes/forge');
  expect(within(forge).getByRole('link', { name: /runbook/ })).toHaveAttribute(
    'href',
    '/docs/default/system/control-center/runbooks/proxmox/#node-offline',
  );
  expect(await item('Storage is nearly full')).toHaveTextContent('Warning');
  expect(screen.getByText('2 findings')).toBeInTheDocument();
});

it('writes the times in the evidence like everywhere else', async () => {
  const evidence = {
    'last online': '2025-11-24T08:24:24.017Z',
    'valid until': '2999-01-02T03:04:05.000Z',
    reason: 'Refused at 2025-11-24T08:24:24Z.',
    token: '2025-99-99T00:00:00Z',
  };
  renderPage(<FindingsPage />, backendWith(finding({ evidence })));
  const seen = async (name: string) =>
    (await screen.findByText(name)).nextElementSibling;
  expect(await seen('last online')).toHaveTextContent(
    /^2025-11-24 08:24:24 UTC \(\d+ d ago\)$/,
  );
  // What is yet to come has no age.
  expect((await seen('valid until'))?.textContent).toBe(
    '2999-01-02 03:04:05 UTC',
  );
  expect(await seen('reason')).toHaveTextContent(evidence.reason);
  expect(await seen('token')).toHaveTextContent(evidence.token);
});

it('keeps muted ones apart', async () => {
  const muted = {
    by: 'user:default/admin',
    at: ago(60),
    reason: 'Planned',
    until: '2026-12-01T00:00:00.000Z',
  };
  const backend = backendWith(finding({ muted }));
  renderPage(<FindingsPage />, backend);
  expect(
    await screen.findByText(/besides 1 that somebody muted/),
  ).toBeInTheDocument();
});

it('shows the muted on demand, with who, why and until when', async () => {
  const muted = {
    by: 'user:default/admin',
    at: ago(60),
    reason: 'Planned',
    until: '2026-12-01T00:00:00.000Z',
  };
  renderPage(<FindingsPage />, backendWith(finding({ muted })), {
    search: '?show=muted',
  });
  expect(await item('Node forge is offline')).toHaveTextContent(
    /Muted by admin \d+ (s|min) ago until 2026-12-01 00:00:00 UTC: Planned/,
  );
});

it('mutes with a reason and an end', async () => {
  const backend = backendWith(finding());
  backend.answers['POST infra/findings/mute'] = finding();
  renderPage(<FindingsPage />, backend);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Mute: Node forge is offline' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('button', { name: 'Mute' })).toBeDisabled();
  await userEvent.type(dialog.getByRole('textbox'), 'Moved today');
  await userEvent.click(dialog.getByRole('button', { name: 'Mute' }));
  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );
  const sent = backend.requests.find(each => each.startsWith('POST'))!;
  const body = JSON.parse(sent.slice(sent.indexOf('{')));
  expect(body).toMatchObject({ id: finding().id, reason: 'Moved today' });
  const hours = (Date.parse(body.until) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect(hours).toBeLessThan(24.1);
});

it('acknowledges without an end, and says when that is refused', async () => {
  const backend = backendWith(finding());
  const refused = { status: 409, message: 'It has just been resolved.' };
  backend.answers['POST infra/findings/acknowledge'] = refused;
  renderPage(<FindingsPage />, backend);
  await userEvent.click(
    await screen.findByRole('button', { name: /^Acknowledge:/ }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox'), 'I look');
  await userEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
  expect(await dialog.findByRole('alert')).toHaveTextContent(
    'It has just been resolved.',
  );
  expect(backend.requests).toContain(
    `POST infra/findings/acknowledge {"id":"${
      finding().id
    }","reason":"I look"}`,
  );
});

it('releases, and shows the history', async () => {
  const acknowledged = {
    by: 'user:default/admin',
    at: ago(60),
    reason: 'I look',
  };
  const backend = backendWith(finding({ acknowledged }));
  backend.answers['POST infra/findings/release'] = finding();
  backend.answers['GET infra/findings/history'] = {
    items: [
      {
        findingId: finding().id,
        at: '2026-11-24T06:11:09.000Z',
        transition: 'acknowledged',
        severity: 'critical',
        by: 'user:default/admin',
        reason: 'I look',
      },
    ],
  };
  renderPage(<FindingsPage />, backend);
  await userEvent.click(
    await screen.findByRole('button', { name: /^History of/ }),
  );
  expect(
    await screen.findByText(/2026-11-24 06:11:09 UTC/),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /^Release:/ }));
  await waitFor(() =>
    expect(backend.count('POST infra/findings/release')).toBe(1),
  );
});

it('says that nothing is wrong only where everything could be looked at', async () => {
  const backend = backendWith();
  backend.answers['GET infra/findings?state=open'] = {
    items: [],
    unknown: [{ pluginId: 'vault', message: 'It does not answer.' }],
  };
  renderPage(<FindingsPage />, backend);
  expect(await screen.findByText(/No findings are known\./)).toBeVisible();
  expect(screen.queryByText(/Nothing needs/)).not.toBeInTheDocument();
});

it('says that nothing is wrong', async () => {
  renderPage(<FindingsPage />, backendWith());
  expect(
    await screen.findByText('Nothing needs to be looked at.'),
  ).toBeInTheDocument();
});

it('says of what cannot be looked at when it was last seen', async () => {
  const backend = backendWith(finding({ seenAt: ago(600) }));
  backend.answers['GET infra/findings?state=open'] = {
    items: [finding({ seenAt: ago(600) })],
    unknown: [{ pluginId: 'proxmox', source: 'lab', message: 'Out of reach.' }],
  };
  renderPage(<FindingsPage />, backend);
  expect(await item('Node forge is offline')).toHaveTextContent(
    /Its source cannot be looked at now. This was last seen \d+ min ago/,
  );
});

it.each([
  ['says of an outage that it is seen now', 'lab', false],
  ['says of an outage too that its plugin is silent', undefined, true],
])('%s', async (_, source, isUnconfirmed) => {
  const outage = finding({
    code: 'source-unreachable',
    path: undefined,
    title: 'Lab cannot be read (unreachable)',
  });
  const backend = backendWith();
  backend.answers['GET infra/findings?state=open'] = {
    items: [outage],
    unknown: [{ pluginId: 'proxmox', source, message: 'Out of reach.' }],
  };
  renderPage(<FindingsPage />, backend);
  const { textContent } = await item(outage.title);
  expect(/was last seen/.test(textContent ?? '')).toBe(isUnconfirmed);
});

it('shows the single one that a notification leads to, also when it is over', async () => {
  const backend = backendWith();
  const id = finding().id;
  backend.answers['GET infra/findings?state=all'] = {
    items: [
      finding({ state: 'resolved', resolvedAt: ago(30) }),
      finding({ id: 'other', title: 'Another thing' }),
    ],
    unknown: [],
  };
  renderPage(<FindingsPage />, backend, {
    search: `?id=${encodeURIComponent(id)}`,
  });
  const over = await item('Node forge is offline');
  expect(over).toHaveTextContent(/resolved \d+ s ago, was critical/);
  // It must not look like one that is open.
  expect(within(over).getByText('Resolved')).toBeInTheDocument();
  expect(within(over).queryByText('Critical')).not.toBeInTheDocument();
  expect(over).toHaveAttribute('data-severity', 'resolved');
  expect(screen.queryByText('Another thing')).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /^Mute/ })).toBeNull();
});
