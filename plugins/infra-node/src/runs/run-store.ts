import type { Run, RunLog } from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import type { RunCursor } from '../actions/action';

/** A run with what its follower knows. */
export interface FollowedRun {
  run: Run;
  cursor?: RunCursor;
  /** What was read: only who has read the last may write the next. */
  revision: number;
}

/** By what runs are listed; the newest first. @public */
export interface RunFilter {
  /** Only those in progress, or only those that ended. */
  active?: boolean;
  resource?: string;
  actor?: string;
  /** Only those that this run began. */
  parent?: string;
  /** Only those that come after it in the list: created earlier, or in the same millisecond with a lesser id. */
  before?: { createdAt: string; id?: string };
  limit: number;
}

/** Writes within the same transaction as a change to a run. */
export type Alongside = (transaction: Knex.Transaction) => Promise<unknown>;

/** Keeps runs. @public */
export interface RunStore {
  get(id: string): Promise<Run | undefined>;
  list(filter: RunFilter): Promise<Run[]>;
  /** The lines after `after`. */
  log(id: string, after: number): Promise<RunLog['lines']>;
  /** The last so many lines. */
  lastLines(id: string, count: number): Promise<RunLog['lines']>;
}
