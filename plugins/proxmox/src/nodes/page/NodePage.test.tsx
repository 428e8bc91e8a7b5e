import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { FakePortal, reading } from '../../__testUtils__/FakePortal';
import { FakeSnapshotsApi } from '../../__testUtils__/FakeSnapshotsApi';
import {
  ago,
  deadNode,
  guest,
  inventory,
  node,
  snapshot,
  sourceError,
  storage,
} from '../../__testUtils__/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { NodePage } from './NodePage';

const path = (part: string, of = 'forge') => `/v1/nodes/homelab/${of}/${part}`;

const disk = {
  device: '/dev/sda',
  type: 'ssd',
  health: 'failed',
  lifeLeftFraction: 0.02,
};

const answers = () => ({
  [path('status')]: reading({
    kernel: 'Linux 6.14.11-2-pve',
    loadAverage: [0.5, 0.25, 0.125],
    ioWaitFraction: 0.02,
  }),
  [path('history')]: (query: URLSearchParams) =>
    reading({
      timeframe: query.get('timeframe'),
      from: ago(3_600),
      stepSeconds: 60,
      series: { cpuFraction: [0.1, null, 0.3], ioWaitFraction: [0, 0, 0.01] },
    }),
  [path('disks')]: reading([disk]),
  [path('updates')]: reading(undefined, {
    error: sourceError('forbidden', 'Updates may not be listed.', [
      'Sys.Modify on /nodes/forge',
    ]),
  }),
  [path('subscription')]: reading({ status: 'notfound' }),
  [path('services')]: reading([
    { name: 'pveproxy', state: 'running', verdict: 'right' },
    { name: 'chrony', state: 'dead', verdict: 'wrong' },
  ]),
  [path('certificates')]: reading([
    { filename: 'pve-ssl.pem', names: ['forge'], notAfter: ago(-86_400 * 1.5) },
  ]),
});

const homelab = (more = {}) =>
  snapshot(
    'homelab',
    inventory({
      nodes: [
        node('forge', { haState: 'online', ...more }),
        node('nexus', { haState: 'online' }),
        node('closet', { haState: 'online' }),
      ],
      guests: [
        guest(100, 'forge', { haState: 'started' }),
        guest(101, 'forge'),
        guest(900, 'forge', { template: true, status: 'stopped' }),
        guest(200, 'nexus'),
      ],
      storages: [storage('forge', 'local'), storage('nexus', 'local')],
    }),
  );

function show(
  search = '',
  options: {
    api?: FakeSnapshotsApi;
    portal?: FakePortal;
    mayOperate?: boolean;
    of?: string;
  } = {},
) {
  const { of = 'homelab/forge', mayOperate } = options;
  const api = options.api ?? new FakeSnapshotsApi({ inventory: [homelab()] });
  const portal = options.portal ?? new FakePortal(answers());
  const page = (
    <Routes>
      <Route path="at/:cluster/:node" element={<NodePage />} />
    </Routes>
  );
  renderPage(page, api, `at/${of}${search}`, { portal, mayOperate });
  return { api, portal };
}

const part = (name: string) => screen.findByRole('region', { name });

it('shows how the node is now and was, each part with its age', async () => {
  const { portal } = show();
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(
    'forge',
  );
  const system = within(await part('System'));
  expect(await system.findByText('Linux 6.14.11-2-pve')).toBeInTheDocument();
  expect(system.getByText('0.50, 0.25, 0.13')).toBeInTheDocument();
  expect(system.getByText(/^read/)).toHaveTextContent(/read \d+ s ago/);
  expect(screen.getByRole('meter', { name: 'CPU' })).toHaveAttribute(
    'aria-valuetext',
    '25%, 16 threads, 2% waiting for I/O',
  );
  const load = within(await part('Load'));
  expect(await load.findByRole('figure', { name: 'CPU' })).toHaveTextContent(
    'CPU 30%I/O wait 1%',
  );
  // Proxmox does not tell these here: no empty line stands for them.
  expect(load.getByRole('figure', { name: 'Network' })).toHaveTextContent(
    'No values of this time are known.',
  );
  await userEvent.click(load.getByRole('radio', { name: 'Week' }));
  await waitFor(() =>
    expect(portal.asked).toContain(`${path('history')}?timeframe=week`),
  );
  expect(screen.getByRole('status', { name: 'address' })).toHaveTextContent(
    '?timeframe=week',
  );
});

it('asks only for what is looked at, and lets no part blank another', async () => {
  const { portal } = show('?part=system');
  const updates = within(await part('Pending updates'));
  expect(
    await updates.findByText('Sys.Modify on /nodes/forge'),
  ).toBeInTheDocument();
  expect(
    within(await part('Subscription')).getByText('none'),
  ).toBeInTheDocument();
  const services = within(await part('Services'));
  expect(
    await services.findByText(/1 service not as meant/),
  ).toBeInTheDocument();
  // What is wrong comes first.
  expect(services.getAllByRole('rowheader')[0]).toHaveTextContent('chrony');
  expect(
    await within(await part('Certificates')).findByText('ends in 1 d'),
  ).toBeInTheDocument();
  expect(portal.asked.some(asked => asked.includes('/history'))).toBe(false);
});

it('shows storages and disks with their health and wear', async () => {
  show('?part=storage');
  const storages = within(
    await screen.findByRole('table', { name: 'Storages of this node' }),
  );
  expect(storages.getAllByRole('rowheader')).toHaveLength(1);
  expect(storages.getByRole('link', { name: 'local' })).toHaveAttribute(
    'href',
    '/proxmox/storages/homelab/forge/local',
  );
  const disks = within(
    await screen.findByRole('table', { name: 'Disks of this node' }),
  );
  expect(disks.getByText('failed')).toBeInTheDocument();
  expect(
    disks.getByRole('meter', { name: 'Wear of /dev/sda' }),
  ).toHaveAttribute('aria-valuetext', '98%, 2% of its life left');
});

it('lists the guests on it, and leads to each', async () => {
  show('?part=guests');
  expect(
    await screen.findByRole('link', { name: /guest-100/ }),
  ).toHaveAttribute('href', '/proxmox/guests/homelab/qemu/100');
  expect(screen.queryByRole('link', { name: /guest-200/ })).toBeNull();
});

it('plans maintenance, and follows it to its end', async () => {
  const { api } = show('?part=maintenance', { mayOperate: true });
  const plan = within(await part('Maintenance'));
  expect(plan.getByRole('status')).toHaveTextContent(
    '2 guests would have to leave: 1 by the HA manager, 1 by hand.',
  );
  expect(
    plan.getByText('ha-manager crm-command node-maintenance enable forge'),
  ).toBeInTheDocument();
  expect(
    await plan.findByRole('button', { name: 'Migrate 1 guest' }),
  ).toBeInTheDocument();

  const inMaintenance = homelab({ haState: 'maintenance' });
  const given = (guests: ReturnType<typeof guest>[]) => ({
    inventory: [
      {
        ...inMaintenance,
        data: inventory({
          nodes: Object.values(inMaintenance.data!.nodes),
          guests,
        }),
      },
    ],
  });
  act(() =>
    api.give(
      given([guest(100, 'nexus', { haState: 'started' }), guest(101, 'forge')]),
    ),
  );
  expect(
    await plan.findByText('1 guest left: 0 for the HA manager, 1 by hand.'),
  ).toBeInTheDocument();
  act(() => api.give(given([guest(101, 'closet')])));
  expect(
    await plan.findByText('forge is in maintenance, and nothing runs on it.'),
  ).toBeInTheDocument();
});

it('acts on no more guests at a time than the backend takes', async () => {
  const guests = Array.from({ length: 501 }, (_, i) =>
    guest(1_000 + i, 'forge'),
  );
  const data = inventory({ nodes: [node('forge'), node('nexus')], guests });
  show('?part=maintenance', {
    mayOperate: true,
    api: new FakeSnapshotsApi({ inventory: [snapshot('homelab', data)] }),
  });
  const plan = within(await part('Maintenance'));
  expect(
    await plan.findByRole('button', { name: 'Migrate 500 guests' }),
  ).toBeInTheDocument();
  expect(
    plan.getByText('At most 500 at a time: 1 more are left for later.'),
  ).toBeInTheDocument();
});

it.each([
  ['may see only some guests', { guestsPartial: true }, []],
  [
    'sees none, as they could not be read',
    {},
    [{ path: 'guests', error: sourceError('forbidden', 'Not to be read.') }],
  ],
])('never calls a node drained for whoever %s', async (_, parts, gaps) => {
  const data = {
    ...inventory({ nodes: [node('forge', { haState: 'maintenance' })] }),
    ...parts,
  };
  show('?part=maintenance', {
    api: new FakeSnapshotsApi({
      inventory: [snapshot('homelab', data, { gaps })],
    }),
  });
  const plan = within(await part('Maintenance'));
  expect(plan.getByRole('status')).toHaveTextContent(
    'forge is in maintenance, and nothing that you see runs on it. Whether others do is not known.',
  );
  expect(plan.queryByText('drained')).toBeNull();
});

it('shows a storage that its node has lost as that, and not as unknown', async () => {
  const data = inventory({
    nodes: [node('forge')],
    storages: [storage('forge', 'nfs', { status: 'unknown', use: undefined })],
  });
  show('?part=storage', {
    api: new FakeSnapshotsApi({ inventory: [snapshot('homelab', data)] }),
  });
  const storages = within(
    await screen.findByRole('table', { name: 'Storages of this node' }),
  );
  expect(storages.getByText('not available').parentElement).toHaveAttribute(
    'data-health',
    'critical',
  );
});

it('takes nothing of an hour ago for what is now', async () => {
  const error = sourceError('unreachable', 'Nobody answers.');
  const old = { error, collectedAt: ago(3_600) };
  show('', {
    api: new FakeSnapshotsApi({
      inventory: [
        snapshot('homelab', inventory({ nodes: [node('forge')] }), old),
      ],
      tasks: [snapshot('homelab', { tasks: {} }, old)],
    }),
  });
  expect(
    within(await part('Running tasks')).getByText('None that is known.'),
  ).toBeInTheDocument();
  expect(screen.queryByText('Nothing runs just now.')).toBeNull();
  expect(screen.getByText(/^This is what was last known/)).toBeInTheDocument();
  expect(screen.queryByText(/^up/)).toBeNull();
});

it('says of a dead node what was known, and what is not', async () => {
  const away = {
    error: sourceError('unreachable', 'forge cannot be reached (595).'),
  };
  show('', {
    api: new FakeSnapshotsApi({
      inventory: [
        snapshot(
          'homelab',
          inventory({
            nodes: [deadNode('forge'), node('nexus')],
            guests: [guest(100, 'forge', { lastKnownAt: ago(210) })],
          }),
        ),
      ],
    }),
    portal: new FakePortal({
      [path('status')]: reading(
        { kernel: 'Linux 6.14.11-2-pve' },
        { ...away, collectedAt: ago(210) },
      ),
      [path('history')]: reading(undefined, away),
    }),
  });
  expect(await screen.findByText(/It was last online/)).toHaveTextContent(
    'It was last online 3 min ago. How its guests are is not known',
  );
  const system = within(await part('System'));
  expect(await system.findByText('Linux 6.14.11-2-pve')).toBeInTheDocument();
  expect(
    system.getByText(/forge cannot be reached \(595\)/),
  ).toBeInTheDocument();
  expect(system.getByText(/Below is what was known/)).toHaveTextContent(
    'Below is what was known 3 min ago.',
  );
  expect(
    within(await part('At a glance')).getByText('1 last known'),
  ).toBeInTheDocument();
});

it.each([
  ['homelab/attic', 'There is no node attic in Homelab'],
  ['garage/forge', 'There is no cluster garage'],
])('says what is wrong with an old address: %s', async (of, title) => {
  show('', { of });
  expect(await screen.findByText(title)).toBeInTheDocument();
});
