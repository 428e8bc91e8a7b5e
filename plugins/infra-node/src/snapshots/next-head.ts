import type {
  Gap,
  SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import type { SourceFailure } from '../source-failure';

/** A part of a source that a collector could not read. @public */
export interface CollectedGap {
  /** Which part, in the words of the snapshot's data: `nodes/forge`. */
  path: string;
  failure: SourceFailure;
}

/** How one read of a source ended. @public */
export type ReadOutcome<T> =
  | { at: Date; data: T; gaps: CollectedGap[] }
  | { at: Date; failure: SourceFailure };

function nextGap(
  { path, failure }: CollectedGap,
  previous: SnapshotHead,
  at: Date,
): Gap {
  const before = previous.gaps.find(gap => gap.path === path);
  return {
    path,
    error: failure.toSourceError(before ? new Date(before.error.since) : at),
    // A part that was read last time was read when the whole was.
    collectedAt: before ? before.collectedAt : previous.collectedAt,
  };
}

/**
 * The head after a read. An outage, or a gap, began with its first failure of any kind without a success in between: a
 * dead cluster is unreachable at one turn and times out at the next, depending on which endpoint was asked, and is down
 * since the same moment all the same. Gaps outlive a failed read, since the data shown is still the data that they are
 * missing from.
 */
export function nextHead(
  previous: SnapshotHead,
  outcome: ReadOutcome<unknown>,
  version: string,
): SnapshotHead {
  const { error: before, ...rest } = previous;
  const attemptedAt = outcome.at.toISOString();
  if ('failure' in outcome) {
    return {
      ...rest,
      attemptedAt,
      error: outcome.failure.toSourceError(
        before ? new Date(before.since) : outcome.at,
      ),
    };
  }
  return {
    ...rest,
    version,
    attemptedAt,
    collectedAt: attemptedAt,
    gaps: outcome.gaps.map(gap => nextGap(gap, previous, outcome.at)),
  };
}
