import type {
  Gap,
  Snapshot,
  SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import type { PortalProblem } from './PortalProblem';

/** One source's snapshot as this page has it. @public */
export interface SourceSnapshot<T> {
  /**
   * The newest head with the data that the page holds. `version` and `collectedAt` are the data's, so that an age is
   * never that of something newer which has not arrived.
   */
  snapshot: Snapshot<T>;
  /** Whether there is a body that has not arrived yet, and nothing to show in its place. */
  isLoading: boolean;
  /** Why the portal does not hand over the newest body, while its heads route answers. */
  problem?: PortalProblem;
}

/** What a page knows about all sources of a family. @public */
export interface SnapshotsResult<T> {
  /** One a source, in the order of the configuration; undefined until the portal has answered once. */
  sources?: readonly SourceSnapshot<T>[];
  /** Why the portal gives no newer answer; `sources` stays at the last one. */
  problem?: PortalProblem;
  /**
   * The portal's time when it last answered: what a snapshot's state is to be judged by. Judged by the present, every
   * source would turn stale as soon as the portal itself is silent.
   */
  answeredAt?: Date;
}

/**
 * The snapshots of one family's backend, for all components of the page together.
 *
 * @typeParam TKinds - what the data of each kind of snapshot is
 * @public
 */
export interface SnapshotsApi<TKinds extends object> {
  /** The signal channel on which the backend says that something changed. */
  readonly channel: string;
  /** What is known now; the same object until something changes. */
  read<K extends keyof TKinds & string>(kind: K): SnapshotsResult<TKinds[K]>;
  /** Keeps that kind up to date, and calls the listener at each change, until the returned function is called. */
  subscribe(kind: keyof TKinds & string, listener: () => void): () => void;
  /** Asks soon whether something changed; many calls in a short time are one. */
  refresh(): void;
}

/** What is held of one source's snapshot of one kind. */
export interface HeldSnapshot {
  /** What the head's version must be for the data to be current. */
  version: string;
  etag?: string;
  /** When the data was last known to be current. */
  collectedAt?: string;
  data: unknown;
  /** What is left out for this person: a body says so, the heads are the same for everybody. */
  personalGaps: Gap[];
}

/** The gaps that are not already among others. */
export function gapsBeyond(gaps: Gap[], others: Gap[]): Gap[] {
  const paths = new Set(others.map(gap => gap.path));
  return gaps.filter(gap => !paths.has(gap.path));
}

/** Puts the newest head and the data that is held together. */
export function toSourceSnapshot(
  head: SnapshotHead,
  held: HeldSnapshot | undefined,
  problem: PortalProblem | undefined,
): SourceSnapshot<unknown> {
  if (!held) {
    return {
      snapshot: head,
      isLoading: head.version !== '' && !problem,
      problem,
    };
  }
  return {
    snapshot: {
      ...head,
      version: held.version,
      collectedAt: held.collectedAt,
      data: held.data,
      gaps: [...head.gaps, ...gapsBeyond(held.personalGaps, head.gaps)],
    },
    isLoading: false,
    problem,
  };
}
