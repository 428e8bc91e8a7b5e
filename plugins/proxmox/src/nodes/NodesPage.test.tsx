import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import {
  ago,
  deadNode,
  guest,
  inventory,
  node,
  snapshot,
  sourceError,
  versions,
} from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { running } from '../__testUtils__/tasks';
import { NodesPage } from './NodesPage';

const homelab = snapshot(
  'homelab',
  inventory({
    nodes: [
      node('n10', { haState: 'online' }),
      node('n2', { haState: 'maintenance', cpu: undefined }),
      deadNode('n1'),
    ],
    guests: [
      guest(100, 'n10'),
      guest(101, 'n10', { status: 'stopped' }),
      guest(102, 'n1', { lastKnownAt: ago(190) }),
    ],
  }),
);

const row = (name: RegExp) => screen.findByRole('row', { name });
const names = () =>
  screen
    .getAllByRole('rowheader')
    .map(cell => cell.querySelector('[title]')?.textContent);

it('shows the nodes with their load, guests and version', async () => {
  renderPage(
    <NodesPage />,
    new FakeSnapshotsApi({
      inventory: [homelab],
      versions: [snapshot('homelab', versions({ n10: '9.2.3' }))],
    }),
  );
  const n10 = await row(/^n10/);
  expect(n10).toHaveTextContent('online');
  expect(n10).toHaveTextContent('3 d 4 h');
  expect(n10).toHaveTextContent('8 of 32 GiB');
  expect(n10).toHaveTextContent('1 of 2 up');
  expect(n10).toHaveTextContent('9.2.3');
  expect(await row(/^n2/)).toHaveTextContent('maintenance');
  expect(await row(/^n2/)).toHaveTextContent('unknown');
  expect(await row(/^n1(?!0)/)).toHaveTextContent(
    'offlinelast online 3 min ago',
  );
  // Nobody sees how they are: that is not "0 of 1 up".
  expect(await row(/^n1(?!0)/)).toHaveTextContent('1 last known');
  expect(await row(/^n1(?!0)/)).not.toHaveTextContent(/ up/);
  expect(await row(/^n2/)).toHaveTextContent('none');
  expect(names()).toEqual(['n1', 'n2', 'n10']);
  expect(screen.getByRole('link', { name: /^n10/ })).toHaveAttribute(
    'href',
    '/proxmox/nodes/homelab/n10',
  );
});

it('shows what changes slowly with its age, and says what of it is not known', async () => {
  renderPage(
    <NodesPage />,
    new FakeSnapshotsApi({
      inventory: [homelab],
      'node-facts': [
        snapshot('homelab', {
          nodes: {
            n10: {
              readAt: ago(930),
              updates: 12,
              subscription: 'notfound',
              failedDisks: ['/dev/sda'],
            },
          },
        }),
      ],
      certificates: [
        snapshot('homelab', {
          nodes: { n10: { notAfter: ago(-5.5 * 86_400), readAt: ago(90) } },
          changedPins: [],
        }),
      ],
      tasks: [
        snapshot('homelab', {
          tasks: {
            'UPID:n10:1': {
              upid: 'UPID:n10:1',
              node: 'n10',
              type: 'vzdump',
              user: 'root@pam',
              startedAt: ago(30),
              state: 'running',
            },
          },
        }),
      ],
    }),
  );
  const cells = async (name: RegExp) =>
    within(await row(name))
      .getAllByRole('gridcell')
      .map(cell => cell.textContent?.trim());
  const n10 = await cells(/^n10/);
  expect(n10).toEqual(
    expect.arrayContaining([
      '12read 15 min ago',
      '1 failed',
      'none',
      'ends in 5 dread 1 min ago',
      '1 running',
    ]),
  );
  const n2 = await cells(/^n2/);
  expect(n2.filter(text => text === 'unknown').length).toBeGreaterThanOrEqual(
    4,
  );
  expect(n2).toContain('none running');
});

it('marks the nodes of a cluster out of reach, and narrows to one', async () => {
  renderPage(
    <NodesPage />,
    new FakeSnapshotsApi({
      inventory: [
        homelab,
        snapshot(
          'garage',
          inventory({ nodes: [node('shed')], guests: [guest(100, 'shed')] }),
          {
            collectedAt: ago(330),
            error: sourceError('timeout', 'Too slow.'),
          },
        ),
      ],
    }),
    '?cluster=garage',
  );
  expect(await row(/^shed/)).toHaveTextContent('last known 5 min ago');
  expect(await row(/^shed/)).toHaveTextContent('1 last known');
  expect(names()).toEqual(['shed']);
  expect(screen.getByText('Too slow.')).toBeInTheDocument();
});

it('searches, and offers to clear a search that finds nothing', async () => {
  renderPage(<NodesPage />, new FakeSnapshotsApi({ inventory: [homelab] }));
  await row(/^n10/);
  const search = screen.getByRole('searchbox', { name: 'Search' });
  await userEvent.type(search, 'nowhere');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Clear all filters' }),
  );
  await waitFor(() => expect(names()).toHaveLength(3));
});

it('takes nothing of an hour ago for what is now', async () => {
  const old = {
    error: sourceError('unreachable', 'Nobody answers.'),
    collectedAt: ago(3_600),
  };
  const task = running('qmigrate', '100');
  const tasks = { tasks: { [task.upid]: { ...task, node: 'n10' } } };
  const given = (more = {}) => ({
    inventory: [{ ...homelab, ...more }],
    tasks: [snapshot('homelab', tasks, more)],
  });
  const api = new FakeSnapshotsApi(given());
  renderPage(<NodesPage />, api);
  const n10 = await row(/^n10/);
  expect(n10).toHaveTextContent('3 d 4 h');
  expect(n10).toHaveTextContent('1 running');
  act(() => api.give(given(old)));
  await waitFor(() => expect(n10).toHaveTextContent('last known 59 min ago'));
  expect(n10).not.toHaveTextContent('3 d 4 h');
  expect(n10).not.toHaveTextContent('1 running');
});

it('does not say that nothing is there where only some may be seen', async () => {
  const data = { ...homelab.data!, guestsPartial: true };
  renderPage(
    <NodesPage />,
    new FakeSnapshotsApi({ inventory: [{ ...homelab, data }] }),
  );
  expect(await row(/^n2/)).toHaveTextContent('none that you see');
});

it('does not count guests that may not be read', async () => {
  renderPage(
    <NodesPage />,
    new FakeSnapshotsApi({
      inventory: [
        {
          ...homelab,
          gaps: [{ path: 'guests', error: sourceError('forbidden', 'No.') }],
        },
      ],
    }),
  );
  const n10 = await row(/^n10/);
  expect(n10).not.toHaveTextContent('1 of 2');
  expect(n10).toHaveTextContent('unknown');
});

it.each([
  ['of the one cluster', [], /^read \d+ s ago$/],
  [
    'of the cluster that was read longest ago',
    [snapshot('garage', inventory({}), { collectedAt: ago(25) })],
    /^oldest read \d+ s ago \(Garage\)$/,
  ],
])('says how old the table is while all is well: %s', async (_, more, said) => {
  const fresh = { ...homelab, collectedAt: ago(4) };
  renderPage(
    <NodesPage />,
    new FakeSnapshotsApi({ inventory: [fresh, ...more] }),
  );
  const age = await screen.findByText(/^(oldest )?read/);
  expect(age.textContent).toMatch(said);
});
