import type { DatabaseService } from '@backstage/backend-plugin-api';
import type {
  AuditQuery,
  AuditRecord,
} from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import { openDatabase } from '../database';
import type { AuditEntry, AuditTrail } from './audit-trail';
import {
  hashRecord,
  verifyChain,
  type AuditHead,
  type ChainProblem,
  type ChainVerdict,
} from './chain';

interface AuditRow {
  seq: number;
  at: string;
  event: AuditRecord['event'];
  actor: string;
  origin: AuditRecord['origin'];
  action: string;
  resource_type: string;
  resource_id: string;
  resource_title: string;
  run_id: string | null;
  detail: string;
  previous_hash: string;
  hash: string;
}

/** The largest that the column holds. */
const MAX_SEQ = 2 ** 31 - 1;

/** How many records are read at a time when all are. */
const PAGE = 1000;

/** A {@link AuditTrail} in the plugin's own database. @public */
export class DatabaseAuditTrail implements AuditTrail {
  readonly #db: Knex;
  readonly #pluginId: string;
  #verifying: Promise<ChainVerdict> | undefined;

  private constructor(db: Knex, pluginId: string) {
    this.#db = db;
    this.#pluginId = pluginId;
  }

  static async create(options: {
    database: DatabaseService;
    pluginId: string;
  }): Promise<DatabaseAuditTrail> {
    const db = await openDatabase(options.database);
    return new DatabaseAuditTrail(db, options.pluginId);
  }

  async append(
    entry: AuditEntry,
    transaction?: Knex.Transaction,
  ): Promise<AuditRecord> {
    return transaction
      ? this.#append(entry, transaction)
      : this.#db.transaction(tx => this.#append(entry, tx));
  }

  async search(query: AuditQuery): Promise<AuditRecord[]> {
    const { actor, action, event, resource, from, to, before, limit } = query;
    const select = this.#db<AuditRow>('infra_audit')
      .orderBy('seq', 'desc')
      .limit(limit);
    if (actor) select.where({ actor });
    if (action) select.where({ action });
    if (event) select.where({ event });
    if (from) select.where('at', '>=', from);
    if (to) select.where('at', '<', to);
    if (before !== undefined) select.where('seq', '<', before);
    if (resource) {
      const part = `%${resource.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      select.whereRaw(
        "(lower(resource_id) like ? escape '\\' or lower(resource_title) like ? escape '\\')",
        [part, part],
      );
    }
    const rows: AuditRow[] = await select;
    return rows.map(row => this.#toRecord(row));
  }

  /** Reads all that there is: whoever asks while somebody else does gets the same answer. */
  verify(): Promise<ChainVerdict> {
    this.#verifying ??= this.#verify().finally(() => {
      this.#verifying = undefined;
    });
    return this.#verifying;
  }

  async #verify(): Promise<ChainVerdict> {
    // The end first: what is appended meanwhile is after it, and not an error.
    const head = await this.#head(this.#db);
    const verdict = await verifyChain(this.#upTo(head.seq), head);
    const problems = [...verdict.problems, ...(await this.#outside())];
    return { ...verdict, ok: problems.length === 0, problems };
  }

  /** Records where none can be: in one question, so that what is appended meanwhile is not taken for one. */
  async #outside(): Promise<ChainProblem[]> {
    const rows: { seq: number }[] = await this.#db('infra_audit')
      .select('seq')
      .where('seq', '<', 1)
      .orWhere(
        'seq',
        '>',
        this.#db('infra_audit_head').max('seq').where({ id: 1 }),
      )
      .orderBy('seq')
      .limit(PAGE);
    return rows.map(({ seq }) => ({
      seq,
      problem: 'It stands outside of what was written: it was put there',
    }));
  }

  /** All records in order, a page at a time. */
  async *#upTo(end: number): AsyncGenerator<AuditRecord> {
    for (let after = 0; ; ) {
      const rows = await this.#db<AuditRow>('infra_audit')
        .where('seq', '>', after)
        .andWhere('seq', '<=', end)
        .orderBy('seq')
        .limit(PAGE);
      for (const row of rows) yield this.#toRecord(row);
      if (rows.length < PAGE) return;
      after = rows[rows.length - 1].seq;
    }
  }

  async #append(entry: AuditEntry, tx: Knex.Transaction): Promise<AuditRecord> {
    // Writing to the head first takes its lock: two replicas append one after the other.
    await tx('infra_audit_head').where({ id: 1 }).increment('seq', 1);
    const { seq, hash: previousHash } = await this.#head(tx);
    const content = {
      ...entry,
      // As it comes back from the database, so that the hash can be made again from there.
      detail: JSON.parse(JSON.stringify(entry.detail)),
      seq,
      pluginId: this.#pluginId,
      previousHash,
    };
    const record: AuditRecord = { ...content, hash: hashRecord(content) };
    await tx<AuditRow>('infra_audit').insert({
      seq,
      at: record.at,
      event: record.event,
      actor: record.actor,
      origin: record.origin,
      action: record.action,
      resource_type: record.resourceType,
      resource_id: record.resourceId,
      resource_title: record.resourceTitle,
      run_id: record.runId ?? null,
      detail: JSON.stringify(record.detail),
      previous_hash: previousHash,
      hash: record.hash,
    });
    await tx('infra_audit_head').where({ id: 1 }).update({ hash: record.hash });
    return record;
  }

  async #head(db: Knex): Promise<AuditHead> {
    const row = await db<AuditHead & { id: number }>('infra_audit_head')
      .where({ id: 1 })
      .first();
    // Whoever removes it has removed the end of the trail: then there is more than can be found.
    return row ? { seq: row.seq, hash: row.hash } : { seq: MAX_SEQ, hash: '' };
  }

  #toRecord(row: AuditRow): AuditRecord {
    return {
      seq: row.seq,
      pluginId: this.#pluginId,
      at: row.at,
      event: row.event,
      actor: row.actor,
      origin: row.origin,
      action: row.action,
      resourceType: row.resource_type,
      resourceId: row.resource_id,
      resourceTitle: row.resource_title,
      ...(row.run_id !== null && { runId: row.run_id }),
      detail: JSON.parse(row.detail),
      previousHash: row.previous_hash,
      hash: row.hash,
    };
  }
}
