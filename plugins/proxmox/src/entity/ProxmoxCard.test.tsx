import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { GuestBackups } from '@reverb256/backstage-plugin-proxmox-common';
import { screen } from '@testing-library/react';
import { FakePortal, reading } from '../__testUtils__/FakePortal';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import {
  ago,
  guest,
  inventory,
  node,
  snapshot,
  sourceError,
} from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { ProxmoxCard } from './ProxmoxCard';
import { ProxmoxContent } from './ProxmoxContent';

const entity = (annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'web',
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [
        `proxmox.reverb256.ca/${key}`,
        value,
      ]),
    ),
  },
});

const known = inventory({
  nodes: [node('nexus')],
  guests: [guest(100, 'nexus', { name: 'web' })],
});

const backups: GuestBackups = {
  backups: [
    {
      volume: 'vm/100',
      storage: 'pbs',
      createdAt: ago(7_300),
      protected: false,
    },
  ],
  unread: [],
};

const portal = () =>
  new FakePortal({
    '/v1/guests/homelab/qemu/100/backups': reading(backups),
  });

const show = (
  annotations: Record<string, string>,
  part = <ProxmoxCard />,
  api = new FakeSnapshotsApi({ inventory: [snapshot('homelab', known)] }),
) =>
  renderPage(
    <EntityProvider entity={entity(annotations)}>{part}</EntityProvider>,
    api,
    '',
    { portal: portal() },
  );

it('shows how the guest of an entity is, and leads to its page', async () => {
  await show({ cluster: 'homelab', guest: 'qemu/100' });
  expect(screen.getByText('running')).toBeVisible();
  expect(await screen.findByText(/The last backup was made/)).toHaveTextContent(
    'The last backup was made 2 h ago.',
  );
  expect(
    screen.getByRole('link', { name: 'All about this guest' }),
  ).toHaveAttribute('href', '/proxmox/guests/homelab/qemu/100');
});

it('shows how the node of an entity is, and leads to its page', async () => {
  await show({ cluster: 'homelab', node: 'nexus' });
  expect(screen.getByText('1 of 1 up')).toBeVisible();
  expect(
    screen.getByRole('link', { name: 'All about this node' }),
  ).toHaveAttribute('href', '/proxmox/nodes/homelab/nexus');
});

it('shows the cluster of an entity', async () => {
  await show({ cluster: 'homelab' });
  expect(
    screen.getByRole('region', { name: 'Cluster Homelab' }),
  ).toBeInTheDocument();
});

it('says when the entity names something that is not there', async () => {
  await show({ cluster: 'homelab', guest: 'lxc/999' });
  expect(screen.getByText(/There is no guest lxc\/999/)).toBeVisible();
});

it('says when the entity names a cluster that nobody has configured', async () => {
  await show({ cluster: 'attic' });
  expect(screen.getByText(/no Proxmox cluster “attic”/)).toBeVisible();
});

it('says that it is only what was last known when the cluster is away', async () => {
  const error = sourceError('unreachable', 'Nothing answers.');
  await show(
    { cluster: 'homelab', guest: 'qemu/100' },
    <ProxmoxCard />,
    new FakeSnapshotsApi({
      inventory: [snapshot('homelab', known, { collectedAt: ago(400), error })],
    }),
  );
  expect(screen.getByText(/Nothing answers/)).toBeVisible();
  expect(screen.getByText(/^last known/)).toBeVisible();
});

it('has the whole page of the guest in the tab of the entity', async () => {
  await show({ cluster: 'homelab', guest: 'qemu/100' }, <ProxmoxContent />);
  expect(screen.getByRole('tab', { name: 'Snapshots' })).toBeVisible();
});

it('never counts guests that nobody sees as down', async () => {
  const guests = [guest(100, 'nexus', { lastKnownAt: ago(210) })];
  await show(
    { cluster: 'homelab', node: 'nexus' },
    <ProxmoxCard />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot('homelab', inventory({ nodes: [node('nexus')], guests })),
      ],
    }),
  );
  expect(await screen.findByText('1 last known')).toBeVisible();
  expect(screen.queryByText(/0 of 1/)).toBeNull();
});

it('stands below the heading of the entity', async () => {
  await show({ cluster: 'homelab', node: 'nexus' }, <ProxmoxContent />);
  expect(
    await screen.findByRole('heading', { name: 'nexus', level: 2 }),
  ).toBeVisible();
  expect(screen.queryByRole('heading', { level: 1 })).toBeNull();
});
