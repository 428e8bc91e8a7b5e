import type {
  StorageApi,
  ToastApiMessage,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ago, FakeInfra, run } from '../__testUtils__/FakeInfra';
import { renderPage } from '../__testUtils__/renderPage';
import { RunsTray } from './RunsTray';

const ENDED = 'GET infra/runs?active=false&actor=user%3Adefault%2Foperator';

/** Somebody who has been here before. */
async function storageSince(since: string): Promise<StorageApi> {
  const storage = mockApis.storage();
  await storage.forBucket('infra-runs').set('told', { since, runs: [] });
  return storage;
}

function backendWith(active: object[], ended: object[] = []): FakeInfra {
  const backend = new FakeInfra();
  backend.answers = {
    'GET infra/runs?active=true': { items: active, unknown: [] },
    [ENDED]: { items: ended, unknown: [] },
  };
  return backend;
}

const tray = () =>
  screen.findByRole('complementary', { name: 'Runs in progress' });

it('is not there while nothing is in progress', async () => {
  const backend = backendWith([]);
  renderPage(<RunsTray />, backend);
  await waitFor(() => expect(backend.count(ENDED)).toBe(1));
  expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
});

it('shows what is in progress by anybody, and opens its log', async () => {
  const backend = backendWith([
    run({ actor: 'user:default/admin', step: 'Waiting for the guest' }),
  ]);
  backend.answers['GET proxmox/runs/r1/log'] = {
    run: run(),
    lines: [{ n: 1, at: ago(3), text: 'shutdown VM 100' }],
  };
  renderPage(<RunsTray />, backend);
  await userEvent.click(
    await screen.findByRole('button', { name: '1 run in progress' }),
  );
  expect(await tray()).toHaveTextContent(
    /by admin, \d+ s · Waiting for the guest/,
  );
  await userEvent.click(
    screen.getByRole('button', { name: /^Open the log: Shut down web/ }),
  );
  expect(await screen.findByText('shutdown VM 100')).toBeInTheDocument();
});

it('tells of one’s own runs that ended while one was away, once', async () => {
  const storage = await storageSince(ago(3_600));
  const failed = run({
    state: 'failed',
    endedAt: ago(60),
    error: { kind: 'task', message: 'The guest did not react.' },
  });
  const old = run({ id: 'r0', state: 'succeeded', endedAt: ago(9_000) });
  const toasts: ToastApiMessage[] = [];
  const backend = backendWith([], [failed, old]);
  renderPage(<RunsTray />, backend, { storage, toasts });
  await waitFor(() => expect(toasts).toHaveLength(1));
  expect(toasts[0]).toMatchObject({
    title: 'Shut down web (VM 100)',
    description: 'It failed. The guest did not react.',
    status: 'danger',
    links: [{ href: '/runs?run=proxmox%2Fr1' }],
  });

  const again = backendWith([], [failed, old]);
  renderPage(<RunsTray />, again, { storage, toasts });
  await waitFor(() => expect(again.count(ENDED)).toBe(1));
  const other = run({ id: 'r2', state: 'succeeded', endedAt: ago(1) });
  const third = backendWith([], [other, failed, old]);
  renderPage(<RunsTray />, third, { storage, toasts });
  await waitFor(() => expect(toasts).toHaveLength(2));
  expect(toasts[1]).toMatchObject({ status: 'success' });
});

it('does not tell what one has just seen end', async () => {
  const storage = await storageSince(ago(3_600));
  const seen = run({ state: 'succeeded', endedAt: ago(1) });
  const other = run({ id: 'r2', state: 'succeeded', endedAt: ago(2) });
  const backend = backendWith([], [seen, other]);
  const { actions, toasts } = renderPage(<RunsTray />, backend, { storage });
  actions.show(seen)(true);
  await waitFor(() => expect(toasts).toHaveLength(1));
  expect(toasts[0]).toMatchObject({
    links: [{ href: '/runs?run=proxmox%2Fr2' }],
  });
});

it('tells many at once as one', async () => {
  const ended = [1, 2, 3, 4].map(n =>
    run({
      id: `r${n}`,
      state: n === 1 ? 'unknown' : 'succeeded',
      endedAt: ago(60),
    }),
  );
  const { toasts } = renderPage(<RunsTray />, backendWith([], ended), {
    storage: await storageSince(ago(3_600)),
  });
  await waitFor(() => expect(toasts).toHaveLength(1));
  expect(toasts[0]).toMatchObject({
    title: '4 of your runs have ended',
    description: '1 of them did not succeed.',
  });
});

const silentVault = {
  pluginId: 'vault',
  message: 'It does not answer: look at its log.',
};

it('says which plugin’s runs are not known, and why', async () => {
  const backend = backendWith([run()]);
  backend.answers['GET infra/runs?active=true'] = {
    items: [run()],
    unknown: [silentVault],
  };
  renderPage(<RunsTray />, backend);
  await userEvent.click(
    await screen.findByRole('button', {
      name: '1 run in progress, not all known',
    }),
  );
  expect(await tray()).toHaveTextContent(
    'Not known: vault. It does not answer: look at its log.',
  );
});

it('stays in view while what is in progress is not known', async () => {
  const backend = backendWith([]);
  backend.answers['GET infra/runs?active=true'] = {
    items: [],
    unknown: [silentVault, { ...silentVault, source: 'main' }],
  };
  renderPage(<RunsTray />, backend);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Runs in progress: not known' }),
  );
  expect(await tray()).toHaveTextContent('Not known: vault: main. It does not');
  expect(screen.queryByRole('list')).not.toBeInTheDocument();
});

it('stays in view while the portal is silent', async () => {
  const backend = backendWith([]);
  backend.answers['GET infra/runs?active=true'] = {
    status: 503,
    message: 'The backend is starting.',
  };
  renderPage(<RunsTray />, backend);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Runs in progress: not known' }),
  );
  expect(await tray()).toHaveTextContent(
    'The portal does not answer. The backend is starting.',
  );
});

it('is not there for whoever the portal says may not see runs', async () => {
  const backend = backendWith([]);
  backend.answers['GET infra/runs?active=true'] = {
    status: 403,
    message: 'Not for you.',
  };
  renderPage(<RunsTray />, backend);
  await waitFor(() =>
    expect(backend.count('GET infra/runs?active=true')).toBeGreaterThan(0),
  );
  await act(async () => {});
  expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
});

it('says of a run that somebody asked to stop it', async () => {
  renderPage(<RunsTray />, backendWith([run({ cancelRequested: true })]));
  await userEvent.click(
    await screen.findByRole('button', { name: '1 run in progress' }),
  );
  expect(await tray()).toHaveTextContent('asked to stop');
});

it('puts runs under the one that began them', async () => {
  renderPage(
    <RunsTray />,
    backendWith([
      run({ id: 'c1', parent: 'r1', title: 'Start web-1' }),
      run({ id: 'c2', parent: 'another', title: 'Start web-2' }),
      run({ id: 'r1', title: 'Start 12 guests' }),
    ]),
  );
  await userEvent.click(
    await screen.findByRole('button', { name: '2 runs in progress' }),
  );
  const children = screen.getByRole('list', {
    name: 'Begun by: Start 12 guests',
  });
  expect(children).toHaveTextContent('Start web-1');
  // Who asked is said once.
  expect(children).not.toHaveTextContent('by operator');
  expect(children).not.toHaveTextContent('Start web-2');
  expect(await tray()).toHaveTextContent('Start web-2');
});

it('does not tell of the end of what another run began', async () => {
  const storage = await storageSince(ago(3_600));
  const child = run({ state: 'succeeded', endedAt: ago(1), parent: 'p' });
  const own = run({ id: 'r2', state: 'succeeded', endedAt: ago(2) });
  const toasts: ToastApiMessage[] = [];
  renderPage(<RunsTray />, backendWith([], [child, own]), { storage, toasts });
  await waitFor(() => expect(toasts).toHaveLength(1));
  expect(toasts[0]).toMatchObject({
    links: [{ href: '/runs?run=proxmox%2Fr2' }],
  });
});
