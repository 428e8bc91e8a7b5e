import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import { DefaultSnapshotsApi } from '../client/DefaultSnapshotsApi';
import { ServerClock } from '../clock';
import { FakeBackend } from './FakeBackend';

/** What the plugin under test tells, by the name of the kind. */
export interface Kinds {
  inventory: { nodes: Record<string, { load: number }> };
  versions: { nodes: Record<string, string> };
}

/** A snapshot that was collected just now, with no gaps. */
export const snapshot = <T extends object>(
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

/** A backend with two sources, and the API that asks it. */
export function createSnapshots() {
  const backend = new FakeBackend();
  backend.snapshots = {
    inventory: [
      snapshot('a', '1', { nodes: { x: { load: 1 }, y: { load: 2 } } }),
      snapshot('b', '1', { nodes: {} }),
    ],
    versions: [snapshot('a', '1', { nodes: { x: '9.2' } })],
  };
  const api = DefaultSnapshotsApi.create<Kinds>({
    fetchApi: backend,
    pluginId: 'proxmox',
    clock: ServerClock.create(),
  });
  return { backend, api };
}

/** Time that only the test moves, from 06:00 on, and a tab that it can hide. */
export function mockPageTime() {
  let isHidden = false;
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-24T06:00:00Z') });
    // Waits are shortened at random: a poll and the next try after it are to come within one `nextPoll`.
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    isHidden = false;
    jest.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });
  return {
    settle: () => jest.advanceTimersByTimeAsync(0),
    nextPoll: () => jest.advanceTimersByTimeAsync(30_000),
    setHidden: (hidden: boolean) => {
      isHidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}
