import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import { ago, deadNode, inventory, snapshot } from '../__testUtils__/fixtures';
import { part, show, web } from '../__testUtils__/guestPage';

// Permissions are remembered from one test to the next: all of these are of somebody who may.

it('shows snapshots as a tree, and rolls back in the dialog of the action', async () => {
  await show({ search: '?part=snapshots', mayOperate: true });
  const tree = part('Snapshots');
  const base = (await tree.findByText('base')).closest('li')!;
  expect(within(base).getByText('tried')).toBeVisible();
  expect(within(base).getByText('you are here')).toBeVisible();
  expect(within(base).getByText('with memory')).toBeVisible();
  await userEvent.click(
    await tree.findByRole('button', { name: 'Roll back to base…' }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  expect(
    await dialog.findByRole('checkbox', { name: 'Start the guest afterwards' }),
  ).toBeChecked();
});

it('says since when a guest of a dead node is only last known, and offers nothing', async () => {
  const lost = { ...web, lastKnownAt: ago(190) };
  await show({
    api: new FakeSnapshotsApi({
      inventory: [
        snapshot(
          'homelab',
          inventory({ nodes: [deadNode('nexus')], guests: [lost] }),
        ),
      ],
    }),
    mayOperate: true,
    search: '?part=snapshots',
  });
  expect(screen.getByText(/^last known/)).toHaveTextContent(
    'last known 3 min ago',
  );
  expect(screen.getByText('(offline)')).toBeVisible();
  expect(await part('Snapshots').findByText('base')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Roll back/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /Actions for/ }));
  // It says why there is nothing to choose.
  const [reason, ...more] = await screen.findAllByRole('menuitem');
  expect(reason).toHaveAttribute('aria-disabled', 'true');
  expect(more).toEqual([]);
});
