import { act, screen, within } from '@testing-library/react';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import {
  ago,
  deadNode,
  gap,
  guest,
  inventory,
  node,
  snapshot,
  sourceError,
  storage,
  versions,
} from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { OverviewPage } from './OverviewPage';

const healthy = inventory({
  nodes: [node('nexus'), node('forge'), node('closet')],
  guests: [
    guest(100, 'nexus'),
    guest(101, 'forge', { status: 'stopped' }),
    guest(900, 'forge', { template: true, status: 'stopped' }),
  ],
  storages: [storage('nexus', 'local')],
});

const same = versions({ nexus: '9.2.3', forge: '9.2.3', closet: '9.2.3' });

const card = (name: string) =>
  screen.findByRole('region', { name: `Cluster ${name}` });

const fact = (within_: HTMLElement, label: string) =>
  within(within_).getByText(label, { selector: 'dt' }).parentElement;

it('shows a healthy cluster with what is left of it', async () => {
  renderPage(
    <OverviewPage />,
    new FakeSnapshotsApi({
      inventory: [snapshot('homelab', healthy)],
      versions: [snapshot('homelab', same)],
    }),
  );
  const cluster = await card('Homelab');
  expect(within(cluster).getByText('Healthy')).toBeInTheDocument();
  expect(fact(cluster, 'Quorum')).toHaveTextContent('quorate');
  expect(fact(cluster, 'Nodes online')).toHaveTextContent('3 of 3');
  expect(fact(cluster, 'Guests')).toHaveTextContent('1 running · 1 stopped');
  expect(fact(cluster, 'Version')).toHaveTextContent('9.2.3');
  expect(
    within(cluster).getByRole('meter', { name: 'Memory' }),
  ).toHaveAttribute('aria-valuetext', '25%, free 72 GiB of 96 GiB');
  expect(within(cluster).getByRole('meter', { name: 'CPU' })).toHaveAttribute(
    'aria-valuetext',
    '25%, free 75% of 48 threads',
  );
  expect(
    within(cluster).getByRole('meter', { name: 'Storage' }),
  ).toHaveAttribute('aria-valuetext', '40%, free 60 GiB of 100 GiB');
  expect(
    within(cluster).getByRole('link', { name: '1 running' }),
  ).toHaveAttribute('href', '/proxmox/guests?cluster=homelab&status=running');
  expect(within(cluster).getByRole('link', { name: 'forge' })).toHaveAttribute(
    'href',
    '/proxmox/nodes/homelab/forge',
  );
  expect(
    within(cluster).getByRole('link', { name: '1 storage' }),
  ).toHaveAttribute('href', '/proxmox/storages?cluster=homelab');
});

it('names a dead node, keeps its guests as last known, and says what the sums leave out', async () => {
  const api = new FakeSnapshotsApi({
    inventory: [snapshot('homelab', healthy)],
    versions: [snapshot('homelab', same)],
  });
  renderPage(<OverviewPage />, api);
  await card('Homelab');
  act(() =>
    api.give({
      inventory: [
        snapshot(
          'homelab',
          inventory({
            nodes: [node('nexus'), deadNode('forge'), node('closet')],
            guests: [
              guest(100, 'nexus'),
              guest(101, 'forge', { lastKnownAt: ago(190) }),
            ],
          }),
        ),
      ],
      versions: [snapshot('homelab', same)],
    }),
  );
  const cluster = await card('Homelab');
  expect(within(cluster).getByText('Critical')).toBeInTheDocument();
  // What to do about it is said there.
  expect(
    within(cluster).getByRole('link', { name: 'Node forge is offline' }),
  ).toHaveAttribute('href', '/findings');
  expect(fact(cluster, 'Nodes online')).toHaveTextContent('2 of 3');
  expect(fact(cluster, 'Guests')).toHaveTextContent('1 running · 1 last known');
  expect(
    within(cluster).getByRole('meter', { name: 'Memory' }),
  ).toHaveAttribute(
    'aria-valuetext',
    '25%, free 48 GiB of 64 GiB · 2 of 3 nodes known',
  );
  const nodes = within(within(cluster).getByRole('list', { name: 'Nodes' }));
  // The one that needs a look comes first.
  expect(nodes.getAllByRole('listitem')[0]).toHaveTextContent(
    /forge.*offline.*last online 3 min ago/,
  );
});

it('makes only the card of a dead cluster unknown, and keeps its last data', async () => {
  renderPage(
    <OverviewPage />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot('homelab', healthy),
        snapshot('garage', healthy, {
          collectedAt: ago(310),
          error: sourceError('unreachable', 'No endpoint of Garage answers.'),
        }),
      ],
      versions: [snapshot('homelab', same), snapshot('garage', same)],
    }),
  );
  const dead = await card('Garage');
  expect(within(dead).getByText('Unknown')).toBeInTheDocument();
  expect(
    within(dead).getByText('No endpoint of Garage answers.'),
  ).toBeInTheDocument();
  expect(within(dead).getByText('Below is what was known')).toBeInTheDocument();
  expect(fact(dead, 'Nodes online')).toHaveTextContent('3 of 3');
  expect(
    within(await card('Homelab')).getByText('Healthy'),
  ).toBeInTheDocument();
});

it('tells what is not readable from what is not there', async () => {
  renderPage(
    <OverviewPage />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot(
          'homelab',
          inventory({
            nodes: [node('nexus', { cpu: undefined, memory: undefined })],
            cluster: {},
          }),
          {
            gaps: [
              gap(
                'guests',
                sourceError('forbidden', 'No guests are shown.', ['VM.Audit']),
              ),
              gap('storages', sourceError('forbidden', 'No storages.')),
            ],
          },
        ),
      ],
    }),
  );
  const cluster = await card('Homelab');
  expect(fact(cluster, 'Guests')).toHaveTextContent('unknown');
  expect(fact(cluster, 'Quorum')).toHaveTextContent('unknown');
  expect(fact(cluster, 'Version')).toHaveTextContent('unknown');
  expect(within(cluster).getByText('VM.Audit')).toBeInTheDocument();
  for (const name of [
    'CPU: unknown, 0 of 1 nodes known',
    'Memory: unknown, 0 of 1 nodes known',
    'Storage: unknown',
  ]) {
    expect(within(cluster).getByRole('img', { name })).toBeInTheDocument();
  }
  // How many there are is not known; what is known of them is there.
  expect(
    within(cluster).getByRole('link', { name: 'Storages' }),
  ).toHaveAttribute('href', '/proxmox/storages?cluster=homelab');
});

it('warns of versions that have come apart, and of a lost quorum', async () => {
  renderPage(
    <OverviewPage />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot('homelab', { ...healthy, cluster: { quorate: false } }),
      ],
      versions: [
        snapshot('homelab', versions({ nexus: '9.2.3', forge: '9.1.0' })),
      ],
    }),
  );
  const cluster = await card('Homelab');
  expect(fact(cluster, 'Version')).toHaveTextContent(
    '9.1.0 (1), 9.2.3 (1)2 of 3 nodes known',
  );
  expect(fact(cluster, 'Quorum')).toHaveTextContent('lost');
  expect(within(cluster).getByText('Critical')).toBeInTheDocument();
});

it('shows twelve nodes of many, and the way to the rest', async () => {
  renderPage(
    <OverviewPage />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot(
          'big',
          inventory({
            nodes: Array.from({ length: 40 }, (_, i) =>
              i < 30 ? node(`n${i}`) : deadNode(`n${i}`),
            ),
          }),
        ),
      ],
    }),
  );
  const cluster = await card('Big');
  const nodes = within(within(cluster).getByRole('list', { name: 'Nodes' }));
  expect(nodes.getAllByRole('listitem')).toHaveLength(12);
  expect(
    within(cluster).getByRole('link', { name: 'All 40 nodes' }),
  ).toBeInTheDocument();
  expect(
    within(cluster)
      .getByRole('link', { name: 'Node n30 is offline' })
      .closest('li'),
  ).toHaveTextContent('and 9 more');
});

it('says that no cluster is configured, and what to do', async () => {
  renderPage(<OverviewPage />, new FakeSnapshotsApi({}));
  expect(
    await screen.findByText('No Proxmox cluster is configured'),
  ).toBeInTheDocument();
  expect(screen.getByText('proxmox.clusters')).toBeInTheDocument();
});

it('does not call a cluster healthy while the portal is silent', async () => {
  renderPage(
    <OverviewPage />,
    new FakeSnapshotsApi(
      {
        inventory: [snapshot('homelab', healthy)],
        versions: [snapshot('homelab', same)],
      },
      { kind: 'unreachable', message: 'Failed to fetch', since: ago(65) },
    ),
  );
  expect(
    await screen.findByText('The portal does not answer', {
      selector: ':not([role=status])',
    }),
  ).toBeInTheDocument();
  const cluster = await card('Homelab');
  expect(within(cluster).getByText('Unknown')).toBeInTheDocument();
  expect(fact(cluster, 'Nodes online')).toHaveTextContent('3 of 3');
});
