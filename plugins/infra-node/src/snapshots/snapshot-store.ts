import type {
  Snapshot,
  SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import type { ReadOutcome } from './next-head';

/** One upstream, as configured. @public */
export interface SnapshotSource {
  /** The name in the configuration: it identifies the source in routes and in the store. */
  name: string;
  /** What people call it. */
  title: string;
  /** The least time between two reads of any kind, in seconds, where that is longer than the kind's own interval. */
  intervalSeconds?: number;
}

/** How often a kind is read from a source, in seconds. */
export function intervalOf(kind: SnapshotKind, source: SnapshotSource): number {
  return Math.max(kind.intervalSeconds, source.intervalSeconds ?? 0);
}

/** A kind of snapshot that a plugin keeps of each of its sources. @public */
export interface SnapshotKind {
  /** As it stands in routes: lower case, such as `inventory`. */
  kind: string;
  /** How often a source is read, in seconds, unless the source asks to be read less often. */
  intervalSeconds: number;
}

/**
 * Keeps the last good read of every source, and what is known about the last try. Every replica reads the same.
 *
 * @public
 */
export interface SnapshotStore {
  readonly kinds: readonly SnapshotKind[];
  readonly sources: readonly SnapshotSource[];

  /** One head a source, in the order of the configuration; a source that was never read is there too. */
  heads(kind: string): Promise<SnapshotHead[]>;

  /**
   * The last good read of a source.
   *
   * @throws NotFoundError when there is no such kind or source
   */
  read<T extends object>(kind: string, source: string): Promise<Snapshot<T>>;

  /** The data of an older version, while it is still remembered. */
  recall<T extends object>(
    kind: string,
    source: string,
    version: string,
  ): T | undefined;

  /**
   * Records how a read ended.
   *
   * @returns whether a viewer would see a difference: other data, or another state of the source
   */
  record<T extends object>(
    kind: string,
    source: string,
    outcome: ReadOutcome<T>,
  ): Promise<boolean>;
}
