import { screen, within } from '@testing-library/react';
import { reading } from '../__testUtils__/FakePortal';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import {
  ago,
  gap,
  inventory,
  node,
  snapshot,
  sourceError,
} from '../__testUtils__/fixtures';
import { at, part, portalOf, show, status } from '../__testUtils__/guestPage';

it('says what the guest is, where it is and how it is, and leads to its console', async () => {
  await show();
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('web');
  expect(screen.getByText('VM 100')).toBeVisible();
  expect(screen.getByRole('link', { name: 'nexus' })).toHaveAttribute(
    'href',
    '/proxmox/nodes/homelab/nexus',
  );
  expect(screen.getByText('HA: started')).toBeVisible();
  expect(screen.getByText('Pool: home')).toBeVisible();
  expect(screen.getByRole('link', { name: 'prod' })).toHaveAttribute(
    'href',
    '/proxmox/guests?q=tag%3Aprod',
  );
  expect(await screen.findByRole('link', { name: /Console/ })).toHaveAttribute(
    'href',
    'https://pve.example:8006/?console=kvm&novnc=1&vmid=100&vmname=web&node=nexus&resize=off',
  );
  expect(await part('Inside').findByText('192.0.2.7/24')).toBeVisible();
  expect(part('Now').getByText('pc-q35-9.2')).toBeVisible();
  // Nothing is offered to whoever may change nothing.
  expect(screen.queryByRole('button', { name: /Actions for/ })).toBeNull();
});

it('shows each part by itself: what fails blanks no other, and keeps what was known', async () => {
  const error = sourceError('rejected', 'The guest agent does not run.');
  await show({
    portal: portalOf({
      [at('inside')]: reading(undefined, { error }),
      [at('status')]: reading(status, {
        collectedAt: ago(400),
        error: sourceError('timeout', 'nexus took longer than 10 s.'),
      }),
    }),
  });
  expect(
    await part('Inside').findByText(/The guest agent does not run/),
  ).toBeVisible();
  expect(await part('Now').findByText(/nexus took longer/)).toBeVisible();
  expect(part('Now').getByText('pc-q35-9.2')).toBeVisible();
  expect(await screen.findByText('Disk I/O')).toBeVisible();
});

it('reads the configuration in words, and marks what is pending', async () => {
  await show({ search: '?part=configuration' });
  const main = part('Configuration');
  expect(await main.findByText(/^4 cores/)).toHaveTextContent(
    '4 cores changes pending',
  );
  expect(main.getByText(/^4 GiB/)).not.toHaveTextContent('changes pending');
  expect(main.getByText('disk scsi0')).toBeVisible();
  expect(main.getByText('yes, number 2 in the order')).toBeVisible();
  expect(main.getByText('Runs the shop.')).toBeVisible();
  expect(
    main.getByText('2 changes will take effect only with the next start'),
  ).toBeVisible();
  const disks = within(screen.getByRole('table', { name: /Disks/ }));
  expect(disks.getByRole('row', { name: /scsi0/ })).toHaveTextContent(
    'scsi0 Disk32 GiBlocal-lvmvm-100-disk-0not in backups',
  );
  const networks = within(screen.getByRole('table', { name: /Networks/ }));
  expect(networks.getByRole('row', { name: /net0/ })).toHaveTextContent(
    'changes pending',
  );
  expect(part('Cloud-init').getByText('2 keys')).toBeVisible();
  expect(part('Other settings').getByText('de')).toBeVisible();
});

it('does not say that there are no backups where some could not be read', async () => {
  await show({ search: '?part=backups' });
  const shown = part('Backups');
  expect(
    await shown.findByText(/No backup is known, but 1 storage/),
  ).toBeVisible();
  expect(shown.getByText(/pbs is offline/)).toBeVisible();
  expect(
    shown.getByText('No enabled backup job includes this guest'),
  ).toBeVisible();
});

it.each([
  ['is not there', [], 'There is no guest qemu/100 in Homelab'],
  [
    'may be among those that could not be read',
    [gap('guests', sourceError('forbidden', 'VM.Audit is missing.'))],
    'Nothing is known of qemu/100',
  ],
])('says when a guest %s', async (_, gaps, title) => {
  await show({
    api: new FakeSnapshotsApi({
      inventory: [
        snapshot('homelab', inventory({ nodes: [node('nexus')] }), { gaps }),
      ],
    }),
  });
  expect(await screen.findByText(title)).toBeVisible();
});

it('says when the portal knows no such cluster', async () => {
  await show({ api: new FakeSnapshotsApi({ inventory: [] }) });
  expect(await screen.findByText('There is no cluster homelab')).toBeVisible();
});
