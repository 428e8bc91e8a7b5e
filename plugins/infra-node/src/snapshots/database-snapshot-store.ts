import { createHash } from 'node:crypto';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  applyMergePatch,
  createMergePatch,
  snapshotHeadSchema,
  type Snapshot,
  type SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import { openDatabase } from '../database';
import { decodeBody, encodeBody } from './body-codec';
import { nextHead, type ReadOutcome } from './next-head';
import { RecentVersions } from './recent-versions';
import {
  intervalOf,
  type SnapshotKind,
  type SnapshotSource,
  type SnapshotStore,
} from './snapshot-store';

interface HeadRow {
  kind: string;
  source: string;
  head: string;
}

interface BodyRow {
  kind: string;
  source: string;
  version: string;
  body: Buffer;
}

/** What a viewer sees of a head besides its age. */
const visibleState = (head: SnapshotHead) =>
  JSON.stringify([head.error?.kind, head.error?.message, head.gaps]);

/**
 * A {@link SnapshotStore} in the plugin's own database: a restart in the middle of an outage still shows what was known
 * and since when, and other replicas serve the same.
 *
 * @public
 */
export class DatabaseSnapshotStore implements SnapshotStore {
  readonly kinds: readonly SnapshotKind[];
  readonly sources: readonly SnapshotSource[];
  readonly #db: Knex;
  readonly #memory = new Map<string, RecentVersions>();

  private constructor(
    db: Knex,
    kinds: readonly SnapshotKind[],
    sources: readonly SnapshotSource[],
  ) {
    this.#db = db;
    this.kinds = kinds;
    this.sources = sources;
  }

  /** Opens the store, brings its tables up to date, and forgets sources that are no longer configured. */
  static async create(options: {
    database: DatabaseService;
    kinds: readonly SnapshotKind[];
    sources: readonly SnapshotSource[];
  }): Promise<DatabaseSnapshotStore> {
    const { database, kinds, sources } = options;
    const db = await openDatabase(database);
    const names = sources.map(source => source.name);
    for (const table of ['infra_snapshot_heads', 'infra_snapshot_bodies']) {
      await db(table).whereNotIn('source', names).delete();
    }
    return new DatabaseSnapshotStore(db, kinds, sources);
  }

  async heads(kind: string): Promise<SnapshotHead[]> {
    this.#kind(kind);
    const rows = await this.#db<HeadRow>('infra_snapshot_heads').where({
      kind,
    });
    const stored = new Map(rows.map(row => [row.source, row.head]));
    return this.sources.map(({ name }) =>
      this.#head(kind, name, stored.get(name)),
    );
  }

  async read<T extends object>(
    kind: string,
    source: string,
  ): Promise<Snapshot<T>> {
    const head = await this.#readHead(kind, source);
    const memory = this.#recent(kind, source);
    if (head.version && memory.current?.version !== head.version) {
      await this.#load(kind, source, memory);
    }
    const { current } = memory;
    if (!current) return head;
    // The body may be younger than the head that was read a moment before it.
    return { ...head, version: current.version, data: current.data as T };
  }

  recall<T extends object>(
    kind: string,
    source: string,
    version: string,
  ): T | undefined {
    return this.#recent(kind, source).get(version) as T | undefined;
  }

  async record<T extends object>(
    kind: string,
    source: string,
    outcome: ReadOutcome<T>,
  ): Promise<boolean> {
    const { data: before, ...previous } = await this.read<T>(kind, source);
    if ('failure' in outcome) {
      const head = nextHead(previous, outcome, previous.version);
      await this.#writeHead(this.#db, kind, head);
      return visibleState(head) !== visibleState(previous);
    }

    const patch = before && createMergePatch(before, outcome.data);
    if (patch && Object.keys(patch).length === 0) {
      const head = nextHead(previous, outcome, previous.version);
      await this.#writeHead(this.#db, kind, head);
      return visibleState(head) !== visibleState(previous);
    }

    const data = patch ? applyMergePatch(before, patch) : outcome.data;
    const json = JSON.stringify(data);
    const version = createHash('sha256')
      .update(json)
      .digest('hex')
      .slice(0, 20);
    const body = await encodeBody(json);
    const head = nextHead(previous, outcome, version);
    await this.#db.transaction(async tx => {
      await tx<BodyRow>('infra_snapshot_bodies')
        .insert({ kind, source, version, body })
        .onConflict(['kind', 'source'])
        .merge();
      await this.#writeHead(tx, kind, head);
    });
    this.#recent(kind, source).add(version, data);
    return true;
  }

  async #readHead(kind: string, source: string): Promise<SnapshotHead> {
    const row = await this.#db<HeadRow>('infra_snapshot_heads')
      .where({ kind, source })
      .first();
    return this.#head(kind, source, row?.head);
  }

  /** What the configuration says goes before what is stored: a title or an interval may have changed. */
  #head(kind: string, name: string, stored?: string): SnapshotHead {
    const source = this.#source(name);
    const parsed = stored
      ? snapshotHeadSchema.parse(JSON.parse(stored))
      : { version: '', gaps: [] };
    return {
      ...parsed,
      source: source.name,
      title: source.title,
      intervalSeconds: intervalOf(this.#kind(kind), source),
    };
  }

  async #writeHead(db: Knex, kind: string, head: SnapshotHead): Promise<void> {
    await db<HeadRow>('infra_snapshot_heads')
      .insert({ kind, source: head.source, head: JSON.stringify(head) })
      .onConflict(['kind', 'source'])
      .merge();
  }

  async #load(
    kind: string,
    source: string,
    memory: RecentVersions,
  ): Promise<void> {
    const row = await this.#db<BodyRow>('infra_snapshot_bodies')
      .where({ kind, source })
      .first();
    if (!row || row.version === memory.current?.version) return;
    const loaded = JSON.parse(await decodeBody(row.body)) as object;
    const before = memory.current?.data;
    memory.add(
      row.version,
      // Shares with the version in memory whatever did not change.
      before
        ? applyMergePatch(before, createMergePatch(before, loaded))
        : loaded,
    );
  }

  #recent(kind: string, source: string): RecentVersions {
    const key = `${kind}/${source}`;
    const known = this.#memory.get(key);
    if (known) return known;
    const fresh = new RecentVersions();
    this.#memory.set(key, fresh);
    return fresh;
  }

  #kind(kind: string): SnapshotKind {
    const found = this.kinds.find(candidate => candidate.kind === kind);
    if (!found) {
      throw new NotFoundError(
        `There are no snapshots of kind '${kind}'; there are: ${this.kinds
          .map(k => k.kind)
          .join(', ')}`,
      );
    }
    return found;
  }

  #source(name: string): SnapshotSource {
    const found = this.sources.find(candidate => candidate.name === name);
    if (!found) {
      throw new NotFoundError(
        `No source is configured under the name '${name}'`,
      );
    }
    return found;
  }
}
