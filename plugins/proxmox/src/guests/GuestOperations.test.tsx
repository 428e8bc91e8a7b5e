import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeActions, run } from '../__testUtils__/FakeActions';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import { guest, inventory, node, snapshot } from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { GuestsPage } from './GuestsPage';

const homelab = snapshot(
  'homelab',
  inventory({
    nodes: [node('nexus')],
    guests: [
      guest(100, 'nexus', { name: 'web' }),
      guest(101, 'nexus', { name: 'db', status: 'stopped' }),
    ],
  }),
);

const row = (name: RegExp) => screen.findByRole('row', { name });

it('shows what is being done to a guest, also to whoever may do nothing', async () => {
  const actions = new FakeActions();
  actions.active = [run('qemu/100')];
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({ inventory: [homelab] }),
    '',
    { mayOperate: false, actions },
  );
  const web = await row(/^web/);
  const watch = await within(web).findByRole('button', {
    name: 'Watch: Shut down web (VM 100), by admin',
  });
  expect(watch).toHaveTextContent('Shutting down…');
  expect(within(await row(/^db/)).queryByRole('button')).toBeNull();
  expect(screen.queryByRole('button', { name: /^Actions for/ })).toBeNull();

  await userEvent.click(watch);
  expect(await screen.findByText('waiting for the guest')).toBeInTheDocument();
});
