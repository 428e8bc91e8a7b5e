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
  const unchanged = before?.error.kind === failure.kind;
  return {
    path,
    error: failure.toSourceError(unchanged ? new Date(before.error.since) : at),
    // A part that was read last time was read when the whole was.
    collectedAt: before ? before.collectedAt : previous.collectedAt,
  };
}

/**
 * The head after a read. An error keeps its `since` for as long as its kind stays the same, so that "unreachable since
 * 02:10" is the start of the outage and not the last try. Gaps outlive a failed read, since the data shown is still
 * the data that they are missing from.
 */
export function nextHead(
  previous: SnapshotHead,
  outcome: ReadOutcome<unknown>,
  version: string,
): SnapshotHead {
  const { error: before, ...rest } = previous;
  const attemptedAt = outcome.at.toISOString();
  if ('failure' in outcome) {
    const unchanged = before?.kind === outcome.failure.kind;
    return {
      ...rest,
      attemptedAt,
      error: outcome.failure.toSourceError(
        unchanged ? new Date(before.since) : outcome.at,
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
