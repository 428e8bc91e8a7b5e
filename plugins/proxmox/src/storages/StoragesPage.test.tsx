import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { FakePortal, reading } from '../__testUtils__/FakePortal';
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
} from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { StoragePage } from './page';
import { StoragesPage } from './StoragesPage';

const GiB = 1024 ** 3;

/** Ten GiB a day for thirty days, of 1,000 GiB. */
const month = {
  timeframe: 'month',
  from: ago(30 * 86_400),
  stepSeconds: 4 * 3_600,
  series: {
    usedBytes: Array.from(
      { length: 180 },
      (_, i) => (400 + (i / 6) * 10) * GiB,
    ),
    totalBytes: Array.from({ length: 180 }, () => 1_000 * GiB),
  },
};

const path = (part: string) => `/v1/storages/homelab/nexus/nas/${part}`;

const portal = () =>
  new FakePortal({
    [path('history')]: reading(month),
    [path('content')]: reading({
      volumes: [
        {
          volume: 'nas:vm-100-disk-0',
          content: 'images',
          vmid: '100',
          sizeBytes: 32 * GiB,
          protected: false,
        },
        {
          volume: 'nas:iso/debian.iso',
          content: 'iso',
          sizeBytes: GiB,
          protected: false,
        },
      ],
    }),
  });

const api = (more = {}) =>
  new FakeSnapshotsApi({
    inventory: [
      snapshot(
        'homelab',
        inventory({
          nodes: [
            node('nexus'),
            node('forge'),
            node('bench'),
            deadNode('closet'),
          ],
          guests: [guest(100, 'nexus')],
          storages: [
            storage('nexus', 'nas', { shared: true, type: 'nfs' }),
            storage('forge', 'nas', { shared: true, status: 'unknown' }),
            storage('closet', 'nas', { shared: true, status: 'unknown' }),
            storage('forge', 'local'),
          ],
        }),
        more,
      ),
    ],
  });

it('lists a shared storage once, says when it is full, and leads to its page', async () => {
  renderPage(<StoragesPage />, api(), '', { portal: portal() });
  const nas = await screen.findByRole('row', { name: /^nas/ });
  expect(nas).toHaveTextContent('shared by 3 nodes');
  expect(nas).toHaveTextContent('away on 1 of 3');
  expect(nas).toHaveTextContent('40 of 100 GiB');
  await waitFor(() => expect(nas).toHaveTextContent('in about 30 d'));
  expect(within(nas).getByRole('link')).toHaveAttribute(
    'href',
    '/proxmox/storages/homelab/nexus/nas',
  );
  // Its history is not there: that is not "shrinking or steady".
  const local = screen.getByRole('row', { name: /^local/ });
  await waitFor(() => expect(local).toHaveTextContent('unknown'));
});

it('does not say that there are none where they may not be read', async () => {
  renderPage(
    <StoragesPage />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot('homelab', inventory({ nodes: [node('nexus')] }), {
          gaps: [gap('storages', sourceError('forbidden', 'No storages.'))],
        }),
      ],
    }),
  );
  expect(
    await screen.findByText(/Which storages there are could not be read/),
  ).toBeInTheDocument();
});

const page = (
  <Routes>
    <Route path="at/:cluster/:node/:storage" element={<StoragePage />} />
  </Routes>
);

it('shows one storage: its growth with what that is made from, and who sees it', async () => {
  renderPage(page, api(), 'at/homelab/nexus/nas', { portal: portal() });
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(
    'nas',
  );
  const growth = within(await screen.findByRole('region', { name: 'Growth' }));
  expect(await growth.findByText(/^Full in about/)).toHaveTextContent(
    /^Full in about 30 days \(between \d+ and \d+ days\), if it goes on as in the last 30 days: by 10 GiB a day\.$/,
  );
  const nodes = within(
    screen.getByRole('table', { name: 'How each node sees it' }),
  );
  expect(nodes.getAllByRole('row').map(row => row.textContent)).toEqual([
    'NodeStorage',
    'benchdoes not have it',
    'closetnot known: the node is away',
    'forgedoes not see it',
    'nexussees it',
  ]);
  expect(await screen.findByRole('figure', { name: 'Used' })).toHaveTextContent(
    /Total 1,000 GiB/,
  );
});

it('shows what is on it, and whose disks they are', async () => {
  renderPage(page, api(), 'at/homelab/nexus/nas?part=content', {
    portal: portal(),
  });
  const guests = within(
    await screen.findByRole('table', { name: 'Guests with disks on it' }),
  );
  expect(guests.getByRole('link', { name: 'guest-100 (100)' })).toHaveAttribute(
    'href',
    '/proxmox/guests/homelab/qemu/100',
  );
  expect(
    await screen.findByRole('row', { name: /^nas:iso/ }),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /All volumes/ }));
  await userEvent.click(
    await screen.findByRole('option', { name: 'Disks of VMs' }),
  );
  await waitFor(() =>
    expect(screen.queryByRole('row', { name: /^nas:iso/ })).toBeNull(),
  );
  expect(
    screen.getByRole('row', { name: /^nas:vm-100-disk-0/ }),
  ).toBeInTheDocument();
});

it('asks of a shared storage a node that sees it, whichever the address names', async () => {
  const answers = portal();
  renderPage(page, api(), 'at/homelab/closet/nas?part=content', {
    portal: answers,
  });
  await screen.findByRole('row', { name: /^nas:iso/ });
  expect(answers.asked).toEqual([path('content')]);
});

it('says that a storage is not there', async () => {
  renderPage(page, api(), 'at/homelab/bench/nas');
  expect(
    await screen.findByText('There is no storage nas on bench'),
  ).toBeInTheDocument();
});
