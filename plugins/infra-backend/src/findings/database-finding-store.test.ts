import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Finding } from '@reverb256/backstage-plugin-infra-common';
import { answer, at, finding, iso } from '../__testUtils__/findings';
import { DatabaseFindingStore } from './database-finding-store';
import { acknowledge, mute } from './decide';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });
const forge = finding('forge');
const closet = finding('closet', { severity: 'critical' });
const nothing = async () => {};

describe.each(databases.eachSupportedId())('on %p', id => {
  async function open() {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const create = () => DatabaseFindingStore.create({ database });
    return { knex, create, store: await create() };
  }
  const ids = (items: readonly Pick<Finding, 'id'>[]) => items.map(i => i.id);

  it('keeps findings, the most severe first, over a restart', async () => {
    const { store, create } = await open();
    expect(await store.record('proxmox', answer([forge, closet]), at(0))).toBe(
      true,
    );
    expect(await store.record('proxmox', answer([forge, closet]), at(10))).toBe(
      false,
    );

    const again = await create();
    const items = await again.list('open');
    expect(ids(items)).toEqual([closet.id, forge.id]);
    expect(items[1]).toEqual({
      ...forge,
      pluginId: 'proxmox',
      state: 'open',
      seenAt: iso(10),
    });
  });

  it('keeps what happened as history, the newest first', async () => {
    const { store } = await open();
    await store.record('proxmox', answer([forge]), at(0));
    await store.record('proxmox', answer([]), at(10));
    await store.record('proxmox', answer([forge]), at(20));
    await store.decide(
      forge.id,
      acknowledge({ by: 'user:default/ann', reason: 'on it' }),
      at(30),
      nothing,
    );
    const history = await store.history(forge.id);
    expect(history.map(h => [h.transition, h.at])).toEqual([
      ['acknowledged', iso(30)],
      ['reopened', iso(20)],
      ['resolved', iso(10)],
      ['opened', iso(0)],
    ]);
    expect(history[0]).toMatchObject({
      by: 'user:default/ann',
      reason: 'on it',
    });
    expect(await store.history(closet.id)).toEqual([]);
  });

  it('resolves nothing of a plugin that cannot be asked, and says so', async () => {
    const { store } = await open();
    await store.record('proxmox', answer([forge]), at(0));
    expect(await store.recordFailure('proxmox', 'It is silent', at(10))).toBe(
      true,
    );
    expect(await store.recordFailure('proxmox', 'It is silent', at(20))).toBe(
      false,
    );
    expect(await store.list('open')).toMatchObject([
      { id: forge.id, state: 'open', seenAt: iso(0) },
    ]);
    expect(await store.unknown(['proxmox'], at(21))).toEqual([
      { pluginId: 'proxmox', message: 'It is silent' },
    ]);

    await store.record('proxmox', answer([], ['home']), at(30));
    expect(ids(await store.list('open'))).toEqual([forge.id]);
    expect(await store.unknown(['proxmox'], at(31))).toEqual([
      { pluginId: 'proxmox', source: 'home', message: 'cannot be read' },
    ]);

    await store.record('proxmox', answer([]), at(40));
    expect(await store.list('open')).toEqual([]);
    expect(await store.unknown(['proxmox'], at(41))).toEqual([]);
    expect(await store.list('all')).toMatchObject([
      { id: forge.id, state: 'resolved', resolvedAt: iso(40) },
    ]);
  });

  it('says of a plugin that was not asked, or not lately, that it is unknown', async () => {
    const { store } = await open();
    expect((await store.unknown(['vault'], at(0)))[0].message).toContain(
      'has not been asked yet',
    );
    await store.record('vault', answer([]), at(0));
    expect(await store.unknown(['vault'], at(90))).toEqual([]);
    expect((await store.unknown(['vault'], at(91)))[0].message).toContain(
      `last asked at ${iso(0)}`,
    );
  });

  it('ends a mute at its time though its plugin cannot be asked', async () => {
    const { store } = await open();
    await store.record('proxmox', answer([forge]), at(0));
    await store.decide(
      forge.id,
      mute({ by: 'user:default/ann', reason: 'work', until: iso(50) }),
      at(5),
      nothing,
    );
    await store.recordFailure('proxmox', 'It is silent', at(49));
    expect((await store.list('open'))[0].muted?.reason).toBe('work');
    await store.recordFailure('proxmox', 'It is silent', at(50));
    expect((await store.list('open'))[0].muted).toBeUndefined();
    expect((await store.history(forge.id))[0].transition).toBe('mute-expired');
  });

  it('decides wholly or not at all', async () => {
    const { store } = await open();
    await store.record('proxmox', answer([forge]), at(0));
    const decide = acknowledge({ by: 'user:default/ann', reason: 'on it' });
    await expect(
      store.decide(forge.id, decide, at(10), async () => {
        throw new Error('no audit record, no decision');
      }),
    ).rejects.toThrow('no audit record');
    expect((await store.list('open'))[0].acknowledged).toBeUndefined();
    expect(await store.history(forge.id)).toHaveLength(1);
    await expect(
      store.decide('proxmox/nothing', decide, at(10), nothing),
    ).rejects.toThrow("no finding 'proxmox/nothing'");
  });

  it('offers for telling what is open, and what was told to be', async () => {
    const { store } = await open();
    await store.record('proxmox', answer([forge, closet]), at(0));
    const notice = {
      recipients: ['group:default/ops'],
      severity: 'critical' as const,
      resolved: false,
    };
    await store.recordNotice(closet.id, notice);
    await store.record('proxmox', answer([]), at(10));
    const [row, ...more] = await store.toTell();
    expect(row).toMatchObject({ tracked: { id: closet.id }, notice });
    expect(more).toEqual([]);
    await store.recordNotice(closet.id, { ...notice, resolved: true });
    expect(await store.toTell()).toEqual([]);
  });

  it('resolves what belongs to a plugin that is configured no more', async () => {
    const { store } = await open();
    await store.record('proxmox', answer([forge]), at(0));
    expect(await store.forgetPlugins(['proxmox'], at(10))).toBe(false);
    expect(await store.forgetPlugins(['vault'], at(10))).toBe(true);
    expect(await store.list('open')).toEqual([]);
    expect(await store.forgetPlugins(['vault'], at(20))).toBe(false);
  });

  it('forgets what was over before a time', async () => {
    const { store } = await open();
    await store.record('proxmox', answer([forge, closet]), at(0));
    await store.record('proxmox', answer([closet]), at(10));
    await store.prune(at(10));
    expect(await store.list('all')).toHaveLength(2);
    await store.prune(at(11));
    expect(ids(await store.list('all'))).toEqual([closet.id]);
    expect(await store.history(forge.id)).toEqual([]);
  });

  it('takes many findings at once', async () => {
    const { store } = await open();
    const many = Array.from({ length: 1200 }, (_, n) => finding(`n${n}`));
    await store.record('proxmox', answer(many), at(0));
    await store.record('proxmox', answer(many), at(10));
    const items = await store.list('open');
    expect(items).toHaveLength(1200);
    expect(items.every(item => item.seenAt === iso(10))).toBe(true);
  });

  it('has a way back for its tables', async () => {
    const { knex, store } = await open();
    await store.record('proxmox', answer([forge]), at(0));
    await knex.migrate.rollback({
      directory: `${__dirname}/../../migrations`,
    });
    expect(await knex.schema.hasTable('infra_findings')).toBe(false);
  });
});
