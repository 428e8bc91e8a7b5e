import type { SourceErrorKind } from './source-error';
import type { SnapshotHead } from './snapshot';

/**
 * What a person should be told about a snapshot, worst first when several hold:
 *
 * - an error kind: the last read failed, for that reason
 * - `pending`: nothing has been read yet and nothing has failed yet
 * - `stale`: no read has ended for longer than three intervals: the collector itself stands still
 * - `partial`: read, but parts are missing
 * - `fresh`: read, whole and recent
 *
 * @public
 */
export type SnapshotState =
  | SourceErrorKind
  | 'pending'
  | 'stale'
  | 'partial'
  | 'fresh';

/**
 * How many intervals without a read make a snapshot stale. The limit follows the source's own cadence: a fixed number
 * of seconds calls a slow source stale for ever (rcourtman/Pulse#1620).
 *
 * @public
 */
export const STALE_AFTER_INTERVALS = 3;

/** The age of a snapshot's data in seconds, never negative; undefined when nothing was ever read. @public */
export function snapshotAge(
  head: Pick<SnapshotHead, 'collectedAt'>,
  now: Date,
): number | undefined {
  if (head.collectedAt === undefined) return undefined;
  return Math.max(0, (now.getTime() - Date.parse(head.collectedAt)) / 1000);
}

/** Judges a snapshot by its head alone. @public */
export function snapshotState(head: SnapshotHead, now: Date): SnapshotState {
  if (head.error) return head.error.kind;
  const age = snapshotAge(head, now);
  if (age === undefined) return 'pending';
  if (age > head.intervalSeconds * STALE_AFTER_INTERVALS) return 'stale';
  return head.gaps.length > 0 ? 'partial' : 'fresh';
}

/** Whether the data shown is older than the source's cadence promises, for whatever reason. @public */
export function isLastKnown(state: SnapshotState): boolean {
  return state !== 'fresh' && state !== 'partial';
}
