import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeActions } from '../__testUtils__/FakeActions';
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
      guest(102, 'nexus', { name: 'cache', status: 'paused' }),
      guest(103, 'forge', { name: 'away', lastKnownAt: ago(200) }),
      guest(900, 'nexus', {
        name: 'debian',
        template: true,
        status: 'stopped',
      }),
    ],
  }),
);

const render = (actions = new FakeActions()) => {
  const api = new FakeSnapshotsApi({ inventory: [homelab] });
  renderPage(<GuestsPage />, api, '', { mayOperate: true, actions });
  return actions;
};

const menu = (name: string) =>
  screen.findByRole('button', { name: `Actions for ${name}` });

it.each([
  [
    'web',
    'Shut down, Reboot, Suspend…, Migrate…, Take snapshot…, Change tags…, Stop',
  ],
  ['db', 'Start, Migrate…, Take snapshot…, Change tags…'],
  ['cache', 'Resume, Migrate…, Take snapshot…, Change tags…, Stop'],
  ['debian', 'Migrate…, Change tags…'],
])('offers %s what makes sense: %s', async (name, labels) => {
  render();
  await userEvent.click(await menu(name));
  const items = await screen.findAllByRole('menuitem');
  expect(items.map(item => item.textContent).join(', ')).toBe(labels);
});

it('says why it offers nothing for a guest of which nobody knows how it is', async () => {
  render();
  await userEvent.click(await menu('away'));
  const item = await screen.findByRole('menuitem');
  expect(item).toHaveTextContent(
    'Nothing can be done: how it is now is not known',
  );
  expect(item).toHaveAttribute('aria-disabled', 'true');
});

it('opens the dialog of the action on that guest', async () => {
  const actions = render();
  await userEvent.click(await menu('web'));
  await userEvent.click(
    await screen.findByRole('menuitem', { name: 'Shut down' }),
  );
  expect(
    await screen.findByRole('heading', { name: 'Shut down web (VM 100)' }),
  ).toBeInTheDocument();
  await waitFor(() =>
    expect(actions.requests).toContain(
      'POST /actions/shutdown-guest/preflight {"cluster":"homelab","guest":"qemu/100"}',
    ),
  );
});

it('takes how long the guest is given', async () => {
  const actions = render();
  await userEvent.click(await menu('web'));
  await userEvent.click(
    await screen.findByRole('menuitem', { name: 'Shut down' }),
  );
  await userEvent.type(
    await screen.findByRole('textbox', { name: /^Seconds to shut down in/ }),
    '90',
  );
  await waitFor(() =>
    expect(actions.requests).toContain(
      'POST /actions/shutdown-guest/preflight {"cluster":"homelab","guest":"qemu/100","timeout":90}',
    ),
  );
});
