import { AuthenticationError } from '@backstage/errors';
import type { Gap, Snapshot } from '@reverb256/backstage-plugin-infra-common';
import { ServerClock } from '../clock';
import { FakeBackend } from '../__testUtils__/FakeBackend';
import { DefaultSnapshotsApi } from './DefaultSnapshotsApi';

interface Kinds {
  inventory: { nodes: Record<string, { load: number }> };
  versions: { nodes: Record<string, string> };
}

const snapshot = <T extends object>(
  source: string,
  version: string,
  data: T,
): Snapshot<T> => ({
  source,
  title: source,
  version,
  collectedAt: new Date().toISOString(),
  intervalSeconds: 10,
  gaps: [],
  data,
});

let backend: FakeBackend;
let api: DefaultSnapshotsApi<Kinds>;
let isHidden: boolean;

function setHidden(hidden: boolean) {
  isHidden = hidden;
  document.dispatchEvent(new Event('visibilitychange'));
}

const settle = () => jest.advanceTimersByTimeAsync(0);
const nextPoll = () => jest.advanceTimersByTimeAsync(30_000);

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-24T06:00:00Z') });
  // Waits are shortened at random: a poll and the next try after it are to come within one `nextPoll`.
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  isHidden = false;
  jest.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  backend = new FakeBackend();
  backend.snapshots = {
    inventory: [
      snapshot('a', '1', { nodes: { x: { load: 1 }, y: { load: 2 } } }),
      snapshot('b', '1', { nodes: {} }),
    ],
    versions: [snapshot('a', '1', { nodes: { x: '9.2' } })],
  };
  api = DefaultSnapshotsApi.create<Kinds>({
    fetchApi: backend,
    pluginId: 'proxmox',
    clock: ServerClock.create(),
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
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

it('drops what this person may no longer see', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  backend.change('inventory', 'a', { version: '2' });
  backend.refusals['/snapshots/inventory/a'] = {
    status: 403,
    name: 'NotAllowedError',
    message: 'This needs proxmox.guest.read',
  };
  await nextPoll();
  const [a, b] = api.read('inventory').sources!;
  expect(a.problem).toMatchObject({
    kind: 'not-allowed',
    message: 'This needs proxmox.guest.read',
  });
  expect(a.snapshot.data).toBeUndefined();
  expect(b.snapshot.data).toEqual({ nodes: {} });

  backend.refusals = {
    '/heads': { status: 403, name: 'NotAllowedError', message: 'No' },
  };
  await nextPoll();
  expect(api.read('inventory').sources).toBeUndefined();
});

it('goes on saying what is left out for this person', async () => {
  const gap = (path: string): Gap => ({
    path,
    error: {
      kind: 'forbidden',
      message: `No ${path}`,
      since: '2026-11-24T05:00:00Z',
    },
  });
  backend.personalGaps = [gap('guests')];
  api.subscribe('inventory', jest.fn());
  await settle();
  const paths = () =>
    api.read('inventory').sources?.[0].snapshot.gaps.map(g => g.path);
  expect(paths()).toEqual(['guests']);

  backend.change('inventory', 'a', { gaps: [gap('nodes/x')] });
  await nextPoll();
  expect(paths()).toEqual(['nodes/x', 'guests']);
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
