import { TestDatabases } from '@backstage/backend-test-utils';
import { auditQuerySchema } from '@reverb256/backstage-plugin-infra-common';
import type { AuditEntry } from './audit-trail';
import { hashRecord } from './chain';
import { DatabaseAuditTrail } from './database-audit-trail';

const entry = (parts: Partial<AuditEntry> = {}): AuditEntry => ({
  at: '2026-11-24T03:00:00.000Z',
  event: 'accepted',
  actor: 'user:default/operator',
  origin: 'page',
  action: 'start-guest',
  resourceType: 'proxmox-guest',
  resourceId: 'home/qemu/100',
  resourceTitle: 'web-1',
  runId: 'run-1',
  detail: { input: { b: 1, a: [1, undefined] }, nothing: undefined },
  ...parts,
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });

describe.each(databases.eachSupportedId())('DatabaseAuditTrail on %s', id => {
  async function open() {
    const knex = await databases.init(id);
    const trail = await DatabaseAuditTrail.create({
      database: { getClient: async () => knex },
      pluginId: 'test',
    });
    return { knex, trail };
  }

  async function withFive() {
    const { knex, trail } = await open();
    for (let i = 1; i <= 5; i++)
      await trail.append(entry({ runId: `run-${i}` }));
    return { knex, trail };
  }

  it('counts without gaps and binds each record to the one before', async () => {
    const { trail } = await open();
    const first = await trail.append(entry());
    const second = await trail.append(entry({ runId: undefined }));
    expect([first.seq, second.seq]).toEqual([1, 2]);
    expect(first.previousHash).toBe('0'.repeat(64));
    expect(second.previousHash).toBe(first.hash);
    expect(await trail.search(auditQuerySchema.parse({}))).toEqual([
      second,
      first,
    ]);
    expect(await trail.verify()).toEqual({
      ok: true,
      checked: 2,
      problems: [],
    });
  });

  it('appends many at once one after the other', async () => {
    const { trail } = await open();
    await Promise.all(Array.from({ length: 20 }, () => trail.append(entry())));
    expect(await trail.verify()).toEqual({
      ok: true,
      checked: 20,
      problems: [],
    });
  });

  it('is read once for all who ask at the same time', async () => {
    const { trail } = await withFive();
    const [first, second] = [trail.verify(), trail.verify()];
    expect(second).toBe(first);
    expect(await first).toMatchObject({ ok: true, checked: 5 });
    await trail.append(entry());
    expect(await trail.verify()).toMatchObject({ ok: true, checked: 6 });
  });

  it('has no record of what was taken back', async () => {
    const { knex, trail } = await open();
    await expect(
      knex.transaction(async tx => {
        await trail.append(entry(), tx);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    expect(await trail.verify()).toEqual({
      ok: true,
      checked: 0,
      problems: [],
    });
  });

  it.each<
    [
      string,
      (rows: Awaited<ReturnType<typeof withFive>>['knex']) => Promise<unknown>,
      number[],
    ]
  >([
    [
      'a changed member',
      knex =>
        knex('infra_audit')
          .where({ seq: 3 })
          .update({ actor: 'user:default/other' }),
      [3],
    ],
    [
      'a changed detail',
      knex => knex('infra_audit').where({ seq: 3 }).update({ detail: '{}' }),
      [3],
    ],
    [
      'a removed record',
      knex => knex('infra_audit').where({ seq: 3 }).delete(),
      [4],
    ],
    [
      'a removed last record',
      knex => knex('infra_audit').where({ seq: 5 }).delete(),
      [5],
    ],
    ['everything removed', knex => knex('infra_audit').delete(), [5]],
    [
      'a swapped pair',
      async knex => {
        await knex('infra_audit').where({ seq: 2 }).update({ seq: 99 });
        await knex('infra_audit').where({ seq: 3 }).update({ seq: 2 });
        await knex('infra_audit').where({ seq: 99 }).update({ seq: 3 });
      },
      [2, 3, 4],
    ],
    [
      'a record that was put at the end',
      async knex => {
        const last = await knex('infra_audit').where({ seq: 5 }).first();
        await knex('infra_audit').insert({ ...last, seq: 6 });
      },
      [6],
    ],
    [
      'a record that was put before the beginning',
      async knex => {
        const first = await knex('infra_audit').where({ seq: 1 }).first();
        await knex('infra_audit').insert({ ...first, seq: 0 });
      },
      [0],
    ],
    [
      'a removed end mark',
      knex => knex('infra_audit_head').delete(),
      [2 ** 31 - 1],
    ],
  ])('finds %s', async (_, tamper, where) => {
    const { knex, trail } = await withFive();
    await tamper(knex);
    const { ok, problems } = await trail.verify();
    expect(ok).toBe(false);
    expect([...new Set(problems.map(p => p.seq))]).toEqual(where);
  });

  it('finds a record that was changed together with its hash', async () => {
    const { knex, trail } = await withFive();
    const [third] = await trail.search(
      auditQuerySchema.parse({ before: 4, limit: 1 }),
    );
    const forged = { ...third, actor: 'user:default/other' };
    await knex('infra_audit')
      .where({ seq: 3 })
      .update({ actor: forged.actor, hash: hashRecord(forged) });
    expect((await trail.verify()).problems.map(p => p.seq)).toEqual([4]);
  });

  it.each([
    [{ actor: 'user:default/admin' }, [3]],
    [{ action: 'shutdown-guest' }, [2]],
    [{ event: 'refused' }, [3]],
    [{ resource: 'DNS' }, [2]],
    [{ resource: 'qemu/100' }, [3, 1]],
    [{ resource: '%' }, []],
    [{ from: '2026-11-24T04:00:00.000Z' }, [3, 2]],
    [{ from: '2026-11-24T04:00:00.000Z', to: '2026-11-24T05:00:00.000Z' }, [2]],
    [{ before: 3 }, [2, 1]],
    [{ limit: 1 }, [3]],
  ])('is searched by %j', async (query, seqs) => {
    const { trail } = await open();
    await trail.append(entry());
    await trail.append(
      entry({
        at: '2026-11-24T04:00:00.000Z',
        action: 'shutdown-guest',
        resourceId: 'home/lxc/200',
        resourceTitle: 'dns-1',
      }),
    );
    await trail.append(
      entry({
        at: '2026-11-24T05:00:00.000Z',
        event: 'refused',
        actor: 'user:default/admin',
      }),
    );
    const found = await trail.search(auditQuerySchema.parse(query));
    expect(found.map(r => r.seq)).toEqual(seqs);
  });
});
