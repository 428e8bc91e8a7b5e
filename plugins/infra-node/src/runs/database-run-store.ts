import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import {
  isEnded,
  runSchema,
  type Run,
  type RunLog,
} from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import type { RunCursor } from '../actions/action';
import { openDatabase } from '../database';
import { busyWith } from './busy';
import { RunRefusedError } from './run-refused-error';
import type { Alongside, FollowedRun, RunFilter, RunStore } from './run-store';

interface RunRow {
  id: string;
  actor: string;
  resource_id: string;
  created_at: string;
  ended: boolean | number;
  active_resource: string | null;
  run: string;
  cursor: string | null;
  lease_owner: string | null;
  lease_until: number | string | null;
  cancel_requested: boolean | number;
  revision: number;
  parent_id: string | null;
  decision: string | null;
}

const toRun = (row: Pick<RunRow, 'run' | 'cancel_requested'>): Run => ({
  ...runSchema.parse(JSON.parse(row.run)),
  ...(row.cancel_requested && { cancelRequested: true }),
});

/** How many lines of a run's log are kept. */
const MAX_LINES = 10_000;

/**
 * Runs in the plugin's own database. Who follows a run holds a lease on it, so that a process that dies is followed by
 * another; and each step is written only over what it was made from, so that, whatever clocks and leases do, of two that
 * would send the same request one finds that the other was first.
 *
 * @public
 */
export class DatabaseRunStore implements RunStore {
  readonly #db: Knex;

  private constructor(db: Knex) {
    this.#db = db;
  }

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseRunStore> {
    return new DatabaseRunStore(await openDatabase(options.database));
  }

  async get(id: string): Promise<Run | undefined> {
    const row = await this.#db<RunRow>('infra_runs').where({ id }).first();
    return row && toRun(row);
  }

  async list(filter: RunFilter): Promise<Run[]> {
    const { active, resource, actor, parent, before, limit } = filter;
    const select = this.#db<RunRow>('infra_runs')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    if (active !== undefined) select.where({ ended: !active });
    if (resource) select.where({ resource_id: resource });
    if (actor) select.where({ actor });
    if (parent) select.where({ parent_id: parent });
    if (before) {
      const { createdAt, id } = before;
      select.where(earlier => {
        earlier.where('created_at', '<', createdAt);
        if (id) {
          earlier.orWhere(same =>
            same.where('created_at', createdAt).andWhere('id', '<', id),
          );
        }
      });
    }
    const rows: RunRow[] = await select;
    return rows.map(toRun);
  }

  /** What is being done now to any of so many things. */
  async activeOn(resources: readonly string[]): Promise<Run[]> {
    const rows: RunRow[] = await this.#db<RunRow>('infra_runs').whereIn(
      'active_resource',
      [...resources],
    );
    return rows.map(toRun);
  }

  async log(id: string, after: number): Promise<RunLog['lines']> {
    return this.#db('infra_run_log')
      .select('n', 'at', 'text')
      .where({ run_id: id })
      .andWhere('n', '>', after)
      .orderBy('n')
      .limit(1000);
  }

  /** What the policy said when a run was accepted; undefined of one that is not there, or of which it was not kept. */
  async decision(id: string): Promise<PolicyDecision | undefined> {
    const row = await this.#db<RunRow>('infra_runs')
      .select('decision')
      .where({ id })
      .first();
    return row?.decision ? JSON.parse(row.decision) : undefined;
  }

  async lastLines(id: string, count: number): Promise<RunLog['lines']> {
    const lines: RunLog['lines'] = await this.#db('infra_run_log')
      .select('n', 'at', 'text')
      .where({ run_id: id })
      .orderBy('n', 'desc')
      .limit(count);
    return lines.reverse();
  }

  /**
   * Stores a new run, under lease.
   *
   * @param decision - by which it was allowed: what the run begins later is held to the same
   * @throws RunRefusedError when another run on the same thing has not ended
   */
  async insert(
    run: Run,
    lease: { owner: string; until: Date },
    alongside: Alongside,
    decision?: PolicyDecision,
  ): Promise<void> {
    try {
      await this.#db.transaction(async tx => {
        await tx<RunRow>('infra_runs').insert({
          id: run.id,
          actor: run.actor,
          resource_id: run.resource.id,
          created_at: run.createdAt,
          ended: false,
          active_resource: run.resource.id,
          cancel_requested: false,
          revision: 0,
          run: JSON.stringify(run),
          parent_id: run.parent ?? null,
          decision: decision ? JSON.stringify(decision) : null,
          lease_owner: lease.owner,
          lease_until: lease.until.getTime(),
        });
        await alongside(tx);
      });
    } catch (error) {
      const [other] = await this.list({
        active: true,
        resource: run.resource.id,
        limit: 1,
      });
      if (!other) throw error;
      throw new RunRefusedError([busyWith(other)]);
    }
  }

  /** Takes the runs that nobody follows any more, and keeps those that the owner has. */
  async claim(owner: string, now: Date, until: Date): Promise<FollowedRun[]> {
    await this.#db<RunRow>('infra_runs')
      .where({ ended: false })
      .andWhere(free =>
        free
          .where({ lease_owner: owner })
          .orWhereNull('lease_owner')
          .orWhere('lease_until', '<', now.getTime()),
      )
      .update({ lease_owner: owner, lease_until: until.getTime() });
    const rows: RunRow[] = await this.#db<RunRow>('infra_runs').where({
      ended: false,
      lease_owner: owner,
    });
    return rows.map(row => ({
      run: toRun(row),
      revision: row.revision,
      cursor: row.cursor ? (JSON.parse(row.cursor) as RunCursor) : undefined,
    }));
  }

  /** Notes that somebody asked to stop a run. Kept apart from the run, which belongs to who follows it. */
  async requestCancel(id: string): Promise<void> {
    await this.#db<RunRow>('infra_runs')
      .where({ id, ended: false })
      .update({ cancel_requested: true });
  }

  /** Forgets what ended before a time, with its log; the audit trail keeps that it was. */
  async prune(before: Date): Promise<void> {
    const old = this.#db<RunRow>('infra_runs')
      .select('id')
      .where({ ended: true })
      .andWhere('created_at', '<', before.toISOString());
    await this.#db('infra_run_log').whereIn('run_id', old.clone()).delete();
    await this.#db('infra_runs').whereIn('id', old.clone()).delete();
  }

  /** Lets go of all runs of an owner, so that another process need not wait for the leases to end. */
  async release(owner: string): Promise<void> {
    await this.#db<RunRow>('infra_runs')
      .where({ lease_owner: owner })
      .update({ lease_owner: null, lease_until: null });
  }

  /**
   * Writes how far a run has come, and what the upstream wrote.
   *
   * @returns the next revision; undefined when the lease was lost or somebody else was first: then nothing was written
   */
  async save(
    owner: string,
    { run, cursor, revision }: FollowedRun,
    lines: readonly string[] = [],
    alongside?: Alongside,
  ): Promise<number | undefined> {
    return this.#db.transaction(async tx => {
      const ended = isEnded(run.state);
      const updated = await tx<RunRow>('infra_runs')
        .where({ id: run.id, lease_owner: owner, ended: false, revision })
        .update({
          run: JSON.stringify(run),
          cursor: cursor ? JSON.stringify(cursor) : null,
          revision: revision + 1,
          ended,
          ...(ended && { active_resource: null, lease_owner: null }),
        });
      if (updated === 0) return undefined;
      await this.#addLines(tx, run, lines);
      await alongside?.(tx);
      return revision + 1;
    });
  }

  async #addLines(
    tx: Knex.Transaction,
    run: Run,
    lines: readonly string[],
  ): Promise<void> {
    if (lines.length === 0) return;
    const last = await tx('infra_run_log')
      .where({ run_id: run.id })
      .max<{ n: number | null }>('n as n')
      .first();
    const first = (last?.n ?? 0) + 1;
    const room = MAX_LINES - first + 1;
    if (room <= 0) return;
    const kept =
      lines.length < room
        ? lines
        : [
            ...lines.slice(0, room - 1),
            `No more lines are kept here; the upstream has the whole log.`,
          ];
    await tx.batchInsert(
      'infra_run_log',
      kept.map((text, index) => ({
        run_id: run.id,
        n: first + index,
        at: run.updatedAt,
        text,
      })),
      100,
    );
  }
}
