import { TestDatabases } from '@backstage/backend-test-utils';
import { SourceFailure } from '../source-failure';
import { DatabaseSnapshotStore } from './database-snapshot-store';

interface Data {
  rows: Record<string, { value: number }>;
}

const kinds = [{ kind: 'inventory', intervalSeconds: 10 }];
const sources = [
  { name: 'home', title: 'Home' },
  { name: 'away', title: 'Away', intervalSeconds: 60 },
];
const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 3, 0, second));
const data = (value: number): Data => ({
  rows: { a: { value }, b: { value: 0 } },
});
const good = (second: number, value: number) => ({
  at: at(second),
  data: data(value),
  gaps: [],
});
const failure = new SourceFailure('unreachable', 'Nothing answers at home');

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });

describe.each(databases.eachSupportedId())(
  'DatabaseSnapshotStore on %s',
  databaseId => {
    async function open() {
      const knex = await databases.init(databaseId);
      const database = { getClient: async () => knex };
      const store = () =>
        DatabaseSnapshotStore.create({ database, kinds, sources });
      return { knex, store, replica: await store() };
    }

    it('lists every configured source, also before the first read', async () => {
      const { replica } = await open();
      expect(await replica.heads('inventory')).toEqual([
        {
          source: 'home',
          title: 'Home',
          version: '',
          intervalSeconds: 10,
          gaps: [],
        },
        {
          source: 'away',
          title: 'Away',
          version: '',
          intervalSeconds: 60,
          gaps: [],
        },
      ]);
      expect((await replica.read('inventory', 'home')).data).toBeUndefined();
    });

    it('refuses kinds and sources that there are not', async () => {
      const { replica } = await open();
      await expect(replica.heads('guests')).rejects.toThrow(
        "no snapshots of kind 'guests'; there are: inventory",
      );
      await expect(replica.read('inventory', 'nowhere')).rejects.toThrow(
        "No source is configured under the name 'nowhere'",
      );
    });

    it('gives a new version only when a viewer would see a difference', async () => {
      const { replica } = await open();
      expect(await replica.record('inventory', 'home', good(0, 1))).toBe(true);
      const first = await replica.read<Data>('inventory', 'home');
      expect(first.data).toEqual(data(1));

      expect(await replica.record('inventory', 'home', good(10, 1))).toBe(
        false,
      );
      const second = await replica.read<Data>('inventory', 'home');
      expect(second.version).toBe(first.version);
      expect(second.collectedAt).toBe(at(10).toISOString());

      expect(await replica.record('inventory', 'home', good(20, 2))).toBe(true);
      const third = await replica.read<Data>('inventory', 'home');
      expect(third.version).not.toBe(first.version);
      // What did not change is shared with the version before.
      expect(third.data?.rows.b).toBe(first.data?.rows.b);
      expect(replica.recall('inventory', 'home', first.version)).toEqual(
        data(1),
      );
    });

    it('writes the body only when it changed', async () => {
      const { knex, replica } = await open();
      const writes: string[] = [];
      knex.on('query', ({ sql }: { sql: string }) => {
        if (/insert/i.test(sql)) writes.push(/infra_\w+/.exec(sql)![0]);
      });
      await replica.record('inventory', 'home', good(0, 1));
      await replica.record('inventory', 'home', good(10, 1));
      await replica.record('inventory', 'home', { at: at(20), failure });
      expect(writes.sort()).toEqual([
        'infra_snapshot_bodies',
        'infra_snapshot_heads',
        'infra_snapshot_heads',
        'infra_snapshot_heads',
      ]);
    });

    it('keeps the last data through an outage and a restart in the middle of it', async () => {
      const { replica, store } = await open();
      await replica.record('inventory', 'home', good(0, 1));
      expect(
        await replica.record('inventory', 'home', { at: at(10), failure }),
      ).toBe(true);
      expect(
        await replica.record('inventory', 'home', { at: at(20), failure }),
      ).toBe(false);

      const restarted = await store();
      expect(await restarted.read('inventory', 'home')).toMatchObject({
        data: data(1),
        collectedAt: at(0).toISOString(),
        attemptedAt: at(20).toISOString(),
        error: {
          kind: 'unreachable',
          message: 'Nothing answers at home',
          since: at(10).toISOString(),
        },
      });
    });

    it('says that a viewer would see a difference when the source comes back unchanged', async () => {
      const { replica } = await open();
      await replica.record('inventory', 'home', good(0, 1));
      await replica.record('inventory', 'home', { at: at(10), failure });
      expect(await replica.record('inventory', 'home', good(20, 1))).toBe(true);
      expect((await replica.read('inventory', 'home')).error).toBeUndefined();
    });

    it('serves on one replica what another one read', async () => {
      const { replica, store } = await open();
      const other = await store();
      await replica.record('inventory', 'home', good(0, 1));
      const first = await other.read<Data>('inventory', 'home');
      expect(first.data).toEqual(data(1));
      await replica.record('inventory', 'home', good(10, 2));
      const second = await other.read<Data>('inventory', 'home');
      expect(second.data).toEqual(data(2));
      expect(second.data?.rows.b).toBe(first.data?.rows.b);
      expect(other.recall('inventory', 'home', first.version)).toEqual(data(1));
    });

    it('remembers a bounded number of versions', async () => {
      const { replica } = await open();
      await replica.record('inventory', 'home', good(0, 0));
      const oldest = (await replica.read('inventory', 'home')).version;
      for (let i = 1; i <= 12; i++) {
        await replica.record('inventory', 'home', good(i, i));
      }
      expect(replica.recall('inventory', 'home', oldest)).toBeUndefined();
    });

    it('forgets a source that is no longer configured', async () => {
      const { knex, replica } = await open();
      await replica.record('inventory', 'away', good(0, 1));
      await DatabaseSnapshotStore.create({
        database: { getClient: async () => knex },
        kinds,
        sources: [sources[0]],
      });
      expect(await knex('infra_snapshot_bodies')).toEqual([]);
      expect(await knex('infra_snapshot_heads')).toEqual([]);
    });

    it('takes its tables away again', async () => {
      const { knex } = await open();
      await knex.migrate.rollback(
        {
          directory: `${__dirname}/../../migrations`,
          tableName: 'infra_knex_migrations',
        },
        true,
      );
      expect(await knex.schema.hasTable('infra_snapshot_heads')).toBe(false);
    });
  },
);
