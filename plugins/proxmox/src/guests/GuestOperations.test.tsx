import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeActions, run } from '../__testUtils__/FakeActions';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import {
  ago,
  guest,
  inventory,
  node,
  snapshot,
} from '../__testUtils__/fixtures';
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
    name: 'Shutting down…: watch Shut down web (VM 100), by admin',
  });
  expect(watch).toHaveTextContent('Shutting down…');
  expect(within(await row(/^db/)).queryByRole('button')).toBeNull();
  expect(screen.queryByRole('button', { name: /^Actions for/ })).toBeNull();

  await userEvent.click(watch);
  expect(await screen.findByText('waiting for the guest')).toBeInTheDocument();
});

it('says of a guest whose run has ended that it has not been read since', async () => {
  const actions = new FakeActions();
  actions.active = [run('qemu/100')];
  const api = new FakeSnapshotsApi({ inventory: [homelab] });
  renderPage(<GuestsPage />, api, '', { actions });
  await within(await row(/^web/)).findByRole('button', { name: /: watch / });
  expect(screen.queryByText(/not read again/)).toBeNull();

  actions.active = [];
  act(() => {
    window.dispatchEvent(new Event('online'));
  });
  const mark = 'just changed, not read again yet';
  expect(await within(await row(/^web/)).findByText(mark)).toBeInTheDocument();
  expect(screen.getAllByText(mark)).toHaveLength(1);

  act(() => api.give({ inventory: [{ ...homelab, collectedAt: ago(-1) }] }));
  await waitFor(() => expect(screen.queryByText(mark)).toBeNull());
});
