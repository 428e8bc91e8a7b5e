import type { FakeBackend } from '../__testUtils__/FakeBackend';
import {
  createSnapshots,
  snapshot,
  mockPageTime,
  type Kinds,
} from '../__testUtils__/snapshots';
import { DefaultSnapshotsApi } from './DefaultSnapshotsApi';

const { settle, nextPoll, setHidden } = mockPageTime();

let backend: FakeBackend;
let api: DefaultSnapshotsApi<Kinds>;
beforeEach(() => {
  ({ backend, api } = createSnapshots());
});

it('asks once however many look, and only for the kinds that are looked at', async () => {
  const listener = jest.fn();
  api.subscribe('inventory', listener);
  api.subscribe('inventory', jest.fn());
  expect(api.read('inventory')).toEqual({});
  await settle();

  expect(backend.requests).toEqual([
    '/heads',
    '/snapshots/inventory/a',
    '/snapshots/inventory/b',
  ]);
  const { sources } = api.read('inventory');
  expect(sources?.map(s => s.snapshot.source)).toEqual(['a', 'b']);
  expect(sources?.[0].snapshot.data?.nodes.x).toEqual({ load: 1 });
  expect(listener).toHaveBeenCalled();
});

it('is loading between the heads and the bodies', async () => {
  let finish = () => {};
  const gate = new Promise<void>(resolve => {
    finish = resolve;
  });
  const whole = backend.fetch;
  const slow = DefaultSnapshotsApi.create<Kinds>({
    fetchApi: {
      fetch: async (input, init) => {
        if (String(input).includes('/snapshots/')) await gate;
        return whole(input, init);
      },
    },
    pluginId: 'proxmox',
  });
  slow.subscribe('inventory', jest.fn());
  await settle();
  expect(slow.read('inventory').sources?.[0].isLoading).toBe(true);
  finish();
  await settle();
  expect(slow.read('inventory').sources?.[0].isLoading).toBe(false);
});

it('gives the same object until something changes', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  expect(api.read('inventory')).toBe(api.read('inventory'));
});

it('follows the configuration: sources come and go', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  backend.snapshots.inventory = [snapshot('c', '1', { nodes: {} })];
  await nextPoll();
  expect(api.read('inventory').sources?.map(s => s.snapshot.source)).toEqual([
    'c',
  ]);
});

it('asks nothing while the tab is hidden, and at once when it is seen again', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  setHidden(true);
  api.refresh();
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect(backend.count('/heads')).toBe(1);
  setHidden(false);
  await settle();
  expect(backend.count('/heads')).toBe(2);
});

it('asks soon after signals, once for many', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  api.refresh();
  await jest.advanceTimersByTimeAsync(200);
  api.refresh();
  expect(backend.count('/heads')).toBe(1);
  await jest.advanceTimersByTimeAsync(301);
  expect(backend.count('/heads')).toBe(2);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(backend.count('/heads')).toBe(2);
});

it('stops with the last who looks, and does not ask again at the next page', async () => {
  const stop = api.subscribe('inventory', jest.fn());
  await settle();
  stop();
  await jest.advanceTimersByTimeAsync(10_000);
  expect(backend.count('/heads')).toBe(1);

  api.subscribe('versions', jest.fn());
  await settle();
  expect(backend.requests.at(-1)).toBe('/snapshots/versions/a');
  expect(backend.count('/heads')).toBe(1);
  await nextPoll();
  expect(backend.count('/heads')).toBe(2);
});
