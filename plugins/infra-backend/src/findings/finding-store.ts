import type {
  FindingsResponse,
  FindingTransition,
  TrackedFinding,
  UnknownPart,
} from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import type { Decide } from './decide';
import type { FindingRow, Notice } from './finding-row';

/** Keeps findings and their history. Every replica reads the same. */
export interface FindingStore {
  /**
   * Records what a plugin answered.
   *
   * @returns whether a viewer would see a difference
   */
  record(
    pluginId: string,
    answer: FindingsResponse,
    now: Date,
  ): Promise<boolean>;
  /** Records that a plugin could not be asked: nothing of it is confirmed, and nothing resolved. */
  recordFailure(pluginId: string, message: string, now: Date): Promise<boolean>;
  /** Resolves what belongs to plugins that are asked no more, since nobody looks any more. */
  forgetPlugins(asked: readonly string[], now: Date): Promise<boolean>;

  list(state: 'open' | 'all'): Promise<TrackedFinding[]>;
  /** What is not known of the given plugins. */
  unknown(pluginIds: readonly string[], now: Date): Promise<UnknownPart[]>;
  /** The newest first. */
  history(findingId: string): Promise<FindingTransition[]>;

  /**
   * Records what somebody decided.
   *
   * @param alongside - written in the same transaction, so that there is never one without the other
   * @throws NotFoundError, and what `decide` throws
   */
  decide(
    findingId: string,
    decide: Decide,
    now: Date,
    alongside: (tracked: TrackedFinding, tx: Knex.Transaction) => Promise<void>,
  ): Promise<TrackedFinding>;

  /** Those about which somebody may have to be told something. */
  toTell(): Promise<FindingRow[]>;
  recordNotice(findingId: string, notice: Notice): Promise<void>;

  /** Removes what was resolved, and what happened, before the given time. */
  prune(before: Date): Promise<void>;
}
