import { AuthenticationError } from '@backstage/errors';
import type { FakeBackend } from '../__testUtils__/FakeBackend';
import {
  createSnapshots,
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

it('keeps what it knows while the portal is silent, says since when, and recovers', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  backend.isDown = true;
  await nextPoll();
  const first = api.read('inventory').problem;
  expect(first).toMatchObject({ kind: 'unreachable' });
  await nextPoll();
  const down = api.read('inventory');
  expect(down.problem?.since).toBe(first?.since);
  expect(down.sources?.[0].snapshot.data?.nodes.x).toEqual({ load: 1 });
  expect(down.answeredAt?.toISOString()).toBe('2026-11-24T06:00:00.000Z');
  // Sooner than the slow clock.
  expect(backend.count('/heads')).toBeGreaterThan(4);

  backend.isDown = false;
  await nextPoll();
  expect(api.read('inventory').problem).toBeUndefined();
});

it('says nothing of a blip', async () => {
  const listener = jest.fn(() => {
    expect(api.read('inventory').problem).toBeUndefined();
  });
  api.subscribe('inventory', listener);
  await settle();
  setHidden(true);
  backend.isDown = true;
  setHidden(false);
  await settle();
  backend.isDown = false;
  await jest.advanceTimersByTimeAsync(2_000);
  expect(backend.count('/heads')).toBe(3);
  expect(listener).toHaveBeenCalled();
});

it.each([
  [401, 'signed-out'],
  [404, 'not-found'],
  [500, 'failed'],
  [503, 'unreachable'],
])('tells what an answer of %d means', async (status, kind) => {
  backend.refusals['/heads'] = { status, name: 'Error', message: 'Words' };
  api.subscribe('inventory', jest.fn());
  await settle();
  expect(api.read('inventory').problem).toEqual({
    kind,
    message: 'Words',
    since: '2026-11-24T06:00:00.000Z',
  });
});

it('does not take a page of HTML for an answer', async () => {
  const html = DefaultSnapshotsApi.create<Kinds>({
    fetchApi: { fetch: async () => new Response('<html>') },
    pluginId: 'proxmox',
  });
  html.subscribe('inventory', jest.fn());
  await settle();
  expect(html.read('inventory').problem?.kind).toBe('invalid');
});

it('says so when the session has ended', async () => {
  const ended = DefaultSnapshotsApi.create<Kinds>({
    fetchApi: {
      fetch: async () => {
        throw new AuthenticationError('Ended');
      },
    },
    pluginId: 'proxmox',
  });
  ended.subscribe('inventory', jest.fn());
  await settle();
  expect(ended.read('inventory').problem).toMatchObject({
    kind: 'signed-out',
    message: 'Ended',
  });
});

it('gives up on an answer that does not come', async () => {
  const silent = DefaultSnapshotsApi.create<Kinds>({
    fetchApi: {
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () =>
            reject(new Error('aborted')),
          );
        }),
    },
    pluginId: 'proxmox',
  });
  silent.subscribe('inventory', jest.fn());
  await jest.advanceTimersByTimeAsync(20_000);
  expect(silent.read('inventory').problem).toMatchObject({
    kind: 'unreachable',
    message: 'No answer within 20 s.',
  });
});

it('keeps the data and its age when only the new body cannot be had', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  backend.change('inventory', 'a', {
    version: '2',
    collectedAt: '2026-11-24T06:00:20.000Z',
  });
  backend.refusals['/snapshots/inventory/a'] = {
    status: 500,
    name: 'Error',
    message: 'Broken',
  };
  await nextPoll();
  const [a] = api.read('inventory').sources!;
  expect(a.problem?.kind).toBe('failed');
  expect(a.snapshot.version).toBe('1');
  expect(a.snapshot.collectedAt).toBe('2026-11-24T06:00:00.000Z');
  expect(a.snapshot.data?.nodes.x).toEqual({ load: 1 });
});
