import { screen, waitFor, within } from '@testing-library/react';
import { saveFile } from '@reverb256/backstage-plugin-infra-react';
import userEvent from '@testing-library/user-event';
import { FakeInfra, record } from '../__testUtils__/FakeInfra';
import { renderPage } from '../__testUtils__/renderPage';
import { AuditPage } from './AuditPage';

jest.mock('@reverb256/backstage-plugin-infra-react', () => ({
  ...jest.requireActual('@reverb256/backstage-plugin-infra-react'),
  saveFile: jest.fn(),
}));

const row = (name: RegExp) => screen.findByRole('row', { name });
const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));

function backendWith(...items: object[]): FakeInfra {
  const backend = new FakeInfra();
  backend.answers = { 'GET infra/audit': { items, unknown: [] } };
  return backend;
}

it('shows who did what to what, from where, and all of a record', async () => {
  renderPage(<AuditPage />, backendWith(record()));
  const first = await row(/^2026-11-24 06:11:09/);
  expect(first).toHaveTextContent('Succeeded');
  expect(first).toHaveTextContent('operator from a page');
  expect(first).toHaveTextContent('shutdown-guest web (VM 100)');
  await userEvent.click(first);
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('a'.repeat(64))).toBeInTheDocument();
  expect(dialog.getByText(/"status": "stopped"/)).toBeInTheDocument();
  expect(
    dialog.getByRole('link', { name: 'The run and its log' }),
  ).toHaveAttribute('href', '/runs?run=proxmox%2Fr1');
});

it('searches by person, thing and time, and keeps that in the address', async () => {
  const backend = backendWith(record());
  renderPage(<AuditPage />, backend, {
    search: '?from=2026-11-24&to=2026-11-24&event=failed',
  });
  await row(/^2026-11-24/);
  expect(backend.requests.at(-1)).toBe(
    'GET infra/audit?event=failed&from=2026-11-24T00%3A00%3A00.000Z&to=2026-11-24T23%3A59%3A59.999Z',
  );
  await userEvent.type(screen.getByLabelText('Person'), 'Operator');
  await userEvent.type(screen.getByLabelText('Thing'), 'web');
  await waitFor(() =>
    expect(backend.requests.at(-1)).toContain(
      '?actor=user%3Adefault%2Foperator&resource=web&event=failed',
    ),
  );
  await waitFor(() =>
    expect(screen.getByLabelText('address')).toHaveTextContent(
      'actor=Operator&resource=web',
    ),
  );
});

it('shows older records on demand', async () => {
  const backend = backendWith();
  backend.answers['GET infra/audit'] = {
    items: [record()],
    cursor: 'next',
    unknown: [],
  };
  backend.answers['GET infra/audit?cursor=next'] = {
    items: [record({ seq: 6, at: '2026-11-23T06:00:00.000Z' })],
    unknown: [],
  };
  renderPage(<AuditPage />, backend);
  await row(/^2026-11-24/);
  await press('Show older records');
  expect(await row(/^2026-11-23/)).toBeInTheDocument();
  expect(await row(/^2026-11-24/)).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'Show older records' }),
  ).not.toBeInTheDocument();
});

it('says in words that the trail is whole', async () => {
  const backend = backendWith(record());
  backend.answers['GET infra/audit/verify'] = {
    items: [{ pluginId: 'proxmox', ok: true, checked: 12, problems: [] }],
    unknown: [],
  };
  renderPage(<AuditPage />, backend);
  await row(/^2026-11-24/);
  await press('Verify the trail');
  expect(
    await screen.findByText('The audit trail is whole and unchanged'),
  ).toBeInTheDocument();
  expect(screen.getByText('proxmox: 12 records read')).toBeInTheDocument();
});

it('names the record that was changed, and what could not be looked at', async () => {
  const backend = backendWith(record());
  backend.answers['GET infra/audit/verify'] = {
    items: [
      {
        pluginId: 'proxmox',
        ok: false,
        checked: 12,
        problems: [{ seq: 5, problem: 'its content was changed' }],
      },
      { pluginId: 'infra', ok: true, checked: 3, problems: [] },
    ],
    unknown: [{ pluginId: 'vault', message: 'It does not answer.' }],
  };
  renderPage(<AuditPage />, backend);
  await row(/^2026-11-24/);
  await press('Verify the trail');
  expect(
    await screen.findByText(
      'The audit trail of proxmox has been changed or is damaged',
    ),
  ).toBeInTheDocument();
  expect(
    screen.getByText('Record 5: its content was changed'),
  ).toBeInTheDocument();
  expect(screen.getByText('Not all trails are known')).toBeInTheDocument();
  expect(screen.queryByText(/The audit trail is whole/)).toBeNull();
});

it('exports what matches, and says how much', async () => {
  const backend = backendWith(record());
  backend.answers['GET infra/audit/export'] = `${JSON.stringify(
    record(),
  )}\n{"end":true,"records":1,"unknown":[]}\n`;
  renderPage(<AuditPage />, backend, { search: '?action=shutdown-guest' });
  await row(/^2026-11-24/);
  await press('Export what matches');
  expect(
    await screen.findByText('1 record exported, one a line.'),
  ).toBeInTheDocument();
  expect(saveFile).toHaveBeenCalledTimes(1);
  expect(backend.requests).toContain(
    'GET infra/audit/export?action=shutdown-guest',
  );
});

it('does not hand out an export that was cut off', async () => {
  jest.mocked(saveFile).mockClear();
  const backend = backendWith(record());
  backend.answers['GET infra/audit/export'] = `${JSON.stringify(
    record(),
  )}\n{"se`;
  renderPage(<AuditPage />, backend);
  await row(/^2026-11-24/);
  await press('Export what matches');
  expect(await screen.findByText(/was cut off before its end/)).toBeVisible();
  expect(saveFile).not.toHaveBeenCalled();
});

it('never shows the records of another search when this one fails', async () => {
  const backend = backendWith(record());
  backend.answers['GET infra/audit?actor'] = {
    status: 500,
    message: 'Broken.',
  };
  renderPage(<AuditPage />, backend);
  await row(/^2026-11-24/);
  await userEvent.type(screen.getByLabelText('Person'), 'x');
  expect(await screen.findByText('Broken.')).toBeInTheDocument();
  expect(screen.queryByRole('row', { name: /^2026-11-24/ })).toBeNull();
});
