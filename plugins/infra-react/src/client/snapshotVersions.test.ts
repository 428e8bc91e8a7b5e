import type { FakeBackend } from '../__testUtils__/FakeBackend';
import {
  createSnapshots,
  mockPageTime,
  type Kinds,
} from '../__testUtils__/snapshots';
import type { DefaultSnapshotsApi } from './DefaultSnapshotsApi';

const { settle, nextPoll } = mockPageTime();

let backend: FakeBackend;
let api: DefaultSnapshotsApi<Kinds>;
beforeEach(() => {
  ({ backend, api } = createSnapshots());
});

it('asks for a body only when its version changed', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  const before = api.read('inventory').sources?.[0].snapshot;

  backend.change('inventory', 'a', { collectedAt: '2026-11-24T06:00:20.000Z' });
  await nextPoll();
  expect(backend.count('/heads')).toBe(2);
  expect(backend.count('/snapshots')).toBe(2);
  const after = api.read('inventory').sources?.[0].snapshot;
  expect(after?.collectedAt).toBe('2026-11-24T06:00:20.000Z');
  expect(after?.data).toBe(before?.data);

  backend.change('inventory', 'a', { version: '2', data: { nodes: {} } });
  await nextPoll();
  expect(backend.requests.slice(-2)).toEqual([
    '/heads',
    '/snapshots/inventory/a?since=1',
  ]);
  expect(api.read('inventory').sources?.[0].snapshot.data).toEqual({
    nodes: {},
  });
});

it('applies a difference, and keeps what it does not touch', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  const before = api.read('inventory').sources?.[0].snapshot.data;
  backend.change('inventory', 'a', { version: '2' });
  backend.patches['1'] = {
    since: '1',
    patch: { nodes: { x: { load: 5 }, z: { load: 9 } } },
  };
  await nextPoll();
  const after = api.read('inventory').sources?.[0].snapshot.data;
  expect(after).toEqual({
    nodes: { x: { load: 5 }, y: { load: 2 }, z: { load: 9 } },
  });
  expect(after?.nodes.y).toBe(before?.nodes.y);
});

it('asks for the whole when the difference starts from another version', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  backend.change('inventory', 'a', {
    version: '3',
    data: { nodes: { x: { load: 7 } } },
  });
  backend.patches['1'] = { since: '2', patch: { nodes: { y: null } } };
  await nextPoll();
  expect(backend.requests.at(-1)).toBe('/snapshots/inventory/a');
  expect(api.read('inventory').sources?.[0].snapshot.data).toEqual({
    nodes: { x: { load: 7 } },
  });
});

it('takes 304 for "nothing that you may see has changed"', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  const before = api.read('inventory').sources?.[0].snapshot.data;
  backend.isUnchanged = true;
  backend.change('inventory', 'a', { version: '2' });
  await nextPoll();
  const { snapshot: after } = api.read('inventory').sources![0];
  expect(after.data).toBe(before);
  expect(after.version).toBe('2');
  await nextPoll();
  expect(backend.count('/snapshots/inventory/a')).toBe(2);
});
