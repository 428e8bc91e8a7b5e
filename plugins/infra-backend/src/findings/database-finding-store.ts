import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  severities,
  type FindingsResponse,
  type FindingTransition,
  type TrackedFinding,
  type UnknownPart,
} from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import type { Decide } from './decide';
import type { FindingRow, Notice } from './finding-row';
import type { FindingStore } from './finding-store';
import { readUnknown, recordPluginAnswer } from './plugin-answers';
import {
  toNoticeColumns,
  toRow,
  toStored,
  toStoredTransition,
  toTransition,
  type StoredFinding,
  type StoredTransition,
} from './rows';
import { track, type Tracked } from './track';

/** How many rows one statement names: databases have a limit on parameters. */
const CHUNK = 200;

/** How many resolved findings, and how many lines of a history, are shown at most. */
const SHOWN = 1000;

function chunks<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) =>
    items.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}

/** A {@link FindingStore} in the plugin's own database. */
export class DatabaseFindingStore implements FindingStore {
  readonly #db: Knex;

  /** Opens the store and brings its tables up to date. */
  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseFindingStore> {
    const { database } = options;
    const db = await database.getClient();
    if (!database.migrations?.skip) {
      await db.migrate.latest({
        directory: resolvePackagePath(
          '@reverb256/backstage-plugin-infra-backend',
          'migrations',
        ),
      });
    }
    return new DatabaseFindingStore(db);
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  async record(
    pluginId: string,
    answer: FindingsResponse,
    now: Date,
  ): Promise<boolean> {
    return this.#db.transaction(async tx => {
      const previous = await tx<StoredFinding>('infra_findings')
        .where({ plugin_id: pluginId })
        .forUpdate();
      const tracked = track(previous.map(toRow), answer, { pluginId, now });
      await this.#write(tx, tracked, now);
      const isOther = await recordPluginAnswer(
        tx,
        pluginId,
        answer.unknown,
        now,
      );
      return isOther || tracked.changed.length > 0;
    });
  }

  async recordFailure(
    pluginId: string,
    message: string,
    now: Date,
  ): Promise<boolean> {
    return this.#db.transaction(async tx => {
      const previous = await tx<StoredFinding>('infra_findings')
        .where({ plugin_id: pluginId })
        .forUpdate();
      const rows = previous.map(toRow);
      // Decisions end at their time all the same.
      const tracked = track(
        rows,
        {
          items: [],
          unknown: rows.map(row => ({ source: row.tracked.source, message })),
        },
        { pluginId, now },
      );
      await this.#write(tx, tracked, now);
      const isOther = await recordPluginAnswer(
        tx,
        pluginId,
        [{ message }],
        now,
      );
      return isOther || tracked.changed.length > 0;
    });
  }

  async forgetPlugins(asked: readonly string[], now: Date): Promise<boolean> {
    const rows = await this.#db<StoredFinding>('infra_findings')
      .distinct('plugin_id')
      .whereNotIn('plugin_id', asked)
      .andWhere({ state: 'open' });
    for (const { plugin_id } of rows) {
      await this.record(plugin_id, { items: [], unknown: [] }, now);
    }
    return rows.length > 0;
  }

  async list(state: 'open' | 'all'): Promise<TrackedFinding[]> {
    const open = await this.#db<StoredFinding>('infra_findings').where({
      state: 'open',
    });
    const resolved =
      state === 'open'
        ? []
        : await this.#db<StoredFinding>('infra_findings')
            .where({ state: 'resolved' })
            .orderBy('resolved_at', 'desc')
            .limit(SHOWN);
    const bySeverity = open
      .map(row => toRow(row).tracked)
      .sort(
        (a, b) =>
          severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
          b.since.localeCompare(a.since) ||
          a.id.localeCompare(b.id),
      );
    return [...bySeverity, ...resolved.map(row => toRow(row).tracked)];
  }

  unknown(pluginIds: readonly string[], now: Date): Promise<UnknownPart[]> {
    return readUnknown(this.#db, pluginIds, now);
  }

  async history(findingId: string): Promise<FindingTransition[]> {
    const rows = await this.#db<StoredTransition>('infra_finding_history')
      .where({ finding_id: findingId })
      .orderBy('n', 'desc')
      .limit(SHOWN);
    return rows.map(toTransition);
  }

  async decide(
    findingId: string,
    decide: Decide,
    now: Date,
    alongside: (tracked: TrackedFinding, tx: Knex.Transaction) => Promise<void>,
  ): Promise<TrackedFinding> {
    return this.#db.transaction(async tx => {
      const stored = await tx<StoredFinding>('infra_findings')
        .where({ id: findingId })
        .forUpdate()
        .first();
      if (!stored) {
        throw new NotFoundError(
          `There is no finding '${findingId}'. It may have been resolved and forgotten since.`,
        );
      }
      const row = toRow(stored);
      const { tracked, transition } = decide(row.tracked, now);
      await this.#write(
        tx,
        { changed: [{ ...row, tracked }], seen: [], transitions: [transition] },
        now,
      );
      await alongside(tracked, tx);
      return tracked;
    });
  }

  async toTell(): Promise<FindingRow[]> {
    const rows = await this.#db<StoredFinding>('infra_findings')
      .where({ state: 'open' })
      .orWhere({ told: 'open' })
      .orderBy('id');
    return rows.map(toRow);
  }

  async recordNotice(findingId: string, notice: Notice): Promise<void> {
    await this.#db<StoredFinding>('infra_findings')
      .where({ id: findingId })
      .update(toNoticeColumns(notice));
  }

  async prune(before: Date): Promise<void> {
    const time = before.toISOString();
    await this.#db<StoredFinding>('infra_findings')
      .where({ state: 'resolved' })
      .andWhere('resolved_at', '<', time)
      .delete();
    await this.#db<StoredTransition>('infra_finding_history')
      .where('at', '<', time)
      .delete();
  }

  async #write(
    tx: Knex.Transaction,
    { changed, seen, transitions }: Tracked,
    now: Date,
  ): Promise<void> {
    for (const row of changed) {
      await tx<StoredFinding>('infra_findings')
        .insert(toStored(row))
        .onConflict('id')
        .merge();
    }
    for (const ids of chunks(seen)) {
      await tx<StoredFinding>('infra_findings')
        .whereIn('id', ids)
        .update({ seen_at: now.toISOString() });
    }
    for (const lines of chunks(transitions)) {
      await tx('infra_finding_history').insert(lines.map(toStoredTransition));
    }
  }
}
