import {
  ago,
  deadNode,
  inventory,
  node,
  snapshot,
  sourceError,
  storage,
} from '../__testUtils__/fixtures';
import {
  describePlace,
  storageFilter,
  storageRows,
  storageState,
  type StorageRow,
} from './storageRows';

const shared = { shared: true, use: undefined };

const rowsOf = (data: ReturnType<typeof inventory>, more = {}): StorageRow[] =>
  storageRows(
    [{ snapshot: snapshot('homelab', data, more), isLoading: false }],
    new Date(),
    undefined,
  );

const all = inventory({
  nodes: [node('nexus'), node('forge'), deadNode('closet')],
  storages: [
    storage('nexus', 'nas', { ...shared, status: 'unknown' }),
    storage('forge', 'nas', {
      shared: true,
      use: { usedBytes: 1, totalBytes: 2 },
    }),
    storage('closet', 'nas', { ...shared, status: 'unknown' }),
    storage('nexus', 'local'),
    storage('forge', 'local', { status: 'unknown', use: undefined }),
    storage('closet', 'local', { status: 'unknown', use: undefined }),
  ],
});

it('has one row for a shared storage, through a node that sees it, and one a node for local ones', () => {
  const rows = rowsOf(all);
  expect(
    rows.map(row => [
      row.storage.storage,
      row.storage.node,
      describePlace(row),
    ]),
  ).toEqual([
    ['nas', 'forge', 'shared by 3 nodes'],
    ['local', 'nexus', 'nexus'],
    ['local', 'forge', 'forge'],
    ['local', 'closet', 'closet'],
  ]);
  expect([...rows[0].views]).toEqual([
    ['forge', 'available'],
    ['nexus', 'away'],
    ['closet', 'unknown'],
  ]);
});

it('tells what is away from what nobody sees', () => {
  expect(rowsOf(all).map(row => storageState(row))).toEqual([
    { health: 'warning', word: 'away on 1 of 3' },
    { health: 'ok', word: 'available' },
    { health: 'critical', word: 'not available' },
    { health: 'unknown', word: 'node away' },
  ]);
  const old = rowsOf(all, {
    collectedAt: ago(600),
    error: sourceError('unreachable', 'No endpoint answers.'),
  });
  expect(old.map(row => storageState(row).health)).toEqual([
    'unknown',
    'unknown',
    'unknown',
    'unknown',
  ]);
});

it.each([
  [{ q: 'SHARED', cluster: '', node: '' }, 1],
  [{ q: '', cluster: '', node: 'closet' }, 2],
  [{ q: 'images local', cluster: 'homelab', node: '' }, 3],
  [{ q: '', cluster: 'garage', node: '' }, 0],
])('filters by %j', (filter, count) => {
  expect(rowsOf(all).filter(storageFilter(filter))).toHaveLength(count);
});
