import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { DatabaseAuditTrail } from '@reverb256/backstage-plugin-infra-node';
import type { Knex } from 'knex';
import { verifyTrails } from './verifyTrails';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });
const directory = createMockDirectory();
const opened: Knex[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map(knex => knex.destroy()));
  directory.clear();
});

/** Where a portal keeps its data, one for each kind of database. */
async function configOf(id: string): Promise<JsonObject> {
  if (id === 'SQLITE_3') {
    return {
      client: 'better-sqlite3',
      connection: { directory: directory.resolve('db') },
    };
  }
  const knex = await databases.init('POSTGRES_16');
  opened.push(knex);
  // A database of its own for this test, in which each plugin has a schema.
  const { host, port, user, password, database } = knex.client
    .connectionSettings as Record<string, string>;
  return {
    client: 'pg',
    pluginDivisionMode: 'schema',
    connection: { host, port, user, password, database },
  };
}

/** A portal's database with trails of five records each, written as the portal writes them. */
async function createPortal(id: string) {
  const database = await configOf(id);
  const data = {
    backend: { database },
    infra: { plugins: ['proxmox', 'vault'] },
  };
  const manager = DatabaseManager.fromConfig(
    mockServices.rootConfig({ data: { backend: { database } } }),
  );
  const clients: Record<string, Knex> = {};
  for (const pluginId of ['infra', 'proxmox', 'vault']) {
    const service = manager.forPlugin(pluginId, {
      logger: mockServices.logger.mock(),
      lifecycle: mockServices.lifecycle.mock(),
    });
    const knex = await service.getClient();
    opened.push(knex);
    clients[pluginId] = knex;
    const trail = await DatabaseAuditTrail.create({
      database: service,
      pluginId,
    });
    for (let n = 1; n <= 5; n++) {
      await trail.append({
        at: new Date(Date.UTC(2026, 10, 24, 3, 0, n)).toISOString(),
        event: 'succeeded',
        actor: 'user:default/ann',
        origin: 'page',
        action: 'start-guest',
        resourceType: 'proxmox-guest',
        resourceId: `home/qemu/${n}`,
        resourceTitle: `web-${n}`,
        detail: { n },
      });
    }
  }
  const verify = async () => {
    const lines: string[] = [];
    const ok = await verifyTrails(new ConfigReader(data), line =>
      lines.push(line),
    );
    return { ok, lines };
  };
  return { data, audit: () => clients.proxmox('infra_audit'), clients, verify };
}

describe.each(databases.eachSupportedId())('on %s', id => {
  it('says of whole trails that they are', async () => {
    const { verify } = await createPortal(id);
    expect(await verify()).toEqual({
      ok: true,
      lines: [
        'infra: checked 5, ok',
        'proxmox: checked 5, ok',
        'vault: checked 5, ok',
      ],
    });
  });

  it.each<
    [string, (audit: () => Knex.QueryBuilder) => Promise<unknown>, RegExp[]]
  >([
    [
      'a broken row',
      audit => audit().where({ seq: 3 }).update({ actor: 'user:default/eve' }),
      [/^ {2}record 3: Its content is not what was written/],
    ],
    [
      'a removed row',
      audit => audit().where({ seq: 2 }).delete(),
      [/^ {2}record 3: Before it record 2 is missing/],
    ],
    [
      'a removed last row',
      audit => audit().where({ seq: 5 }).delete(),
      [/^ {2}record 5: The trail ends at 4 and was written up to 5/],
    ],
    [
      'a swapped pair',
      async audit => {
        await audit().where({ seq: 2 }).update({ seq: 99 });
        await audit().where({ seq: 3 }).update({ seq: 2 });
        await audit().where({ seq: 99 }).update({ seq: 3 });
      },
      [/^ {2}record 2: /, /^ {2}record 3: /],
    ],
  ])('finds %s, and says where', async (_, tamper, expected) => {
    const { audit, verify } = await createPortal(id);
    await tamper(audit);
    const { ok, lines } = await verify();
    expect(ok).toBe(false);
    expect(lines[0]).toBe('infra: checked 5, ok');
    expect(lines[1]).toMatch(/^proxmox: checked [45], not ok$/);
    expect(lines.at(-1)).toBe('vault: checked 5, ok');
    for (const pattern of expected) {
      expect(lines.some(line => pattern.test(line))).toBe(true);
    }
  });

  it('does not take a removed trail for an empty one', async () => {
    const { clients, verify } = await createPortal(id);
    await clients.vault.schema.dropTable('infra_audit');
    const { ok, lines } = await verify();
    expect(ok).toBe(false);
    expect(lines.slice(-2)).toEqual([
      'vault: checked 0, not ok',
      expect.stringContaining('There is no audit trail'),
    ]);
  });
});

describe('a configuration that leads to no database', () => {
  const verify = (database: JsonObject) =>
    verifyTrails(new ConfigReader({ backend: { database } }), () => {});

  it.each([
    [{ client: 'better-sqlite3', connection: ':memory:' }, 'in memory'],
    [
      {
        client: 'better-sqlite3',
        connection: { directory: join(directory.path, 'nowhere') },
      },
      'There is no directory',
    ],
  ])('is refused: %j', async (database, message) => {
    await expect(verify(database)).rejects.toThrow(message);
  });
});

describe('the command', () => {
  const run = (config: string) =>
    new Promise<{ code: number; output: string }>(done => {
      execFile(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          resolve(__dirname, '../auditVerify.ts'),
          '--config',
          config,
        ],
        { env: { ...process.env, NODE_ENV: 'production' } },
        (error, stdout, stderr) =>
          done({
            code: Number(error?.code ?? 0),
            output: stdout || stderr,
          }),
      );
    });

  it('ends with 0 when all is well and with 1 when not, and does not need the portal', async () => {
    const { data, audit } = await createPortal('SQLITE_3');
    const config = directory.resolve('app-config.yaml');
    writeFileSync(config, JSON.stringify(data));
    expect(await run(config)).toEqual({
      code: 0,
      output:
        'infra: checked 5, ok\nproxmox: checked 5, ok\nvault: checked 5, ok\n',
    });
    await audit().where({ seq: 5 }).delete();
    const { code, output } = await run(config);
    expect(code).toBe(1);
    expect(output).toContain('proxmox: checked 4, not ok\n  record 5: ');
    expect((await run(directory.resolve('no.yaml'))).code).toBe(1);
  });
});
