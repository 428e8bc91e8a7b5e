import type { SnapshotHead } from './snapshot';
import {
  isLastKnown,
  snapshotAge,
  snapshotState,
  type SnapshotState,
} from './snapshot-state';
import { sourceErrorKinds } from './source-error';

const now = new Date('2026-11-24T03:00:00.000Z');
const secondsAgo = (seconds: number) =>
  new Date(now.getTime() - seconds * 1000).toISOString();

function head(parts: Partial<SnapshotHead>): SnapshotHead {
  return {
    source: 'reverb256',
    title: 'Home',
    version: 'v1',
    intervalSeconds: 10,
    gaps: [],
    ...parts,
  };
}

const error = (kind: (typeof sourceErrorKinds)[number]) => ({
  kind,
  message: 'why',
  since: secondsAgo(60),
});

describe('snapshotState', () => {
  it.each<[SnapshotState, SnapshotHead]>([
    ['pending', head({ version: '' })],
    ['fresh', head({ collectedAt: secondsAgo(10) })],
    ['fresh', head({ collectedAt: secondsAgo(30) })],
    ['stale', head({ collectedAt: secondsAgo(31) })],
    ['fresh', head({ collectedAt: secondsAgo(850), intervalSeconds: 300 })],
    [
      'partial',
      head({
        collectedAt: secondsAgo(1),
        gaps: [{ path: 'nodes/forge', error: error('unreachable') }],
      }),
    ],
    [
      'stale',
      head({
        collectedAt: secondsAgo(100),
        gaps: [{ path: 'nodes/forge', error: error('unreachable') }],
      }),
    ],
    ...sourceErrorKinds.map((kind): [SnapshotState, SnapshotHead] => [
      kind,
      head({ collectedAt: secondsAgo(1), error: error(kind) }),
    ]),
  ])('%s', (state, given) => {
    expect(snapshotState(given, now)).toBe(state);
  });

  it('calls only a fresh or a partial read current', () => {
    expect(isLastKnown('fresh')).toBe(false);
    expect(isLastKnown('partial')).toBe(false);
    for (const state of ['pending', 'stale', ...sourceErrorKinds] as const) {
      expect(isLastKnown(state)).toBe(true);
    }
  });
});

describe('snapshotAge', () => {
  it('is in seconds, and unknown before the first read', () => {
    expect(snapshotAge({ collectedAt: secondsAgo(90) }, now)).toBe(90);
    expect(snapshotAge({}, now)).toBeUndefined();
  });

  it('is never negative, when the clocks differ a little', () => {
    expect(snapshotAge({ collectedAt: secondsAgo(-5) }, now)).toBe(0);
  });
});
