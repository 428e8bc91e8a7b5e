import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeActions } from '../__testUtils__/FakeActions';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import { guest, inventory, node, snapshot } from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { GuestsPage } from './GuestsPage';

const GiB = 1024 ** 3;

function render(count: number) {
  const guests = Array.from({ length: count }, (_, i) =>
    guest(100 + i, 'nexus', { status: i === 0 ? 'running' : 'stopped' }),
  );
  const nodes = [
    node('nexus'),
    node('forge', { memory: { usedBytes: 8 * GiB, totalBytes: 32 * GiB } }),
  ];
  const actions = new FakeActions();
  const api = new FakeSnapshotsApi({
    inventory: [snapshot('homelab', inventory({ nodes, guests }))],
  });
  renderPage(<GuestsPage />, api, '', { mayOperate: true, actions });
  return actions;
}

const selectAll = async (user: ReturnType<typeof userEvent.setup>) =>
  await user.click(
    await screen.findByRole('checkbox', { name: /^Select all / }),
  );

it('acts on those of the selected that it makes sense for', async () => {
  const user = userEvent.setup();
  const actions = render(3);
  await selectAll(user);
  expect(screen.getByText('3 guests selected')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Shut down 1' })).toBeEnabled();
  await user.click(screen.getByRole('button', { name: 'Start 2' }));
  await waitFor(() =>
    expect(actions.requests).toContain(
      'POST /actions/start-guests/preflight {"guests":["homelab/qemu/101","homelab/qemu/102"]}',
    ),
  );
});

it('asks where to before it looks at a migration', async () => {
  const user = userEvent.setup();
  const actions = render(2);
  await selectAll(user);
  await user.click(screen.getByRole('button', { name: 'Migrate 2…' }));
  const start = await screen.findByRole('button', { name: 'Migrate' });
  expect(start).toHaveAccessibleDescription('First give: target node.');
  await user.click(screen.getByRole('button', { name: /Target node/ }));
  await user.click(
    await screen.findByRole('option', {
      name: 'forge',
      description: '24 GiB of 32 GiB memory free',
    }),
  );
  await waitFor(() => expect(start).toBeEnabled());
  expect(actions.requests).toContain(
    'POST /actions/migrate-guests/preflight {"guests":["homelab/qemu/100","homelab/qemu/101"],"target":"forge","withLocalDisks":false}',
  );
});

it('acts on no more than the backend takes at once', async () => {
  const user = userEvent.setup();
  render(501);
  await selectAll(user);
  expect(screen.getByText(/At most 500 at once/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /^Start / })).toBeNull();
});
