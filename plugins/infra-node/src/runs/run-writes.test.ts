import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Request } from 'express';
import {
  succeeded,
  until,
  useProcesses,
  user,
} from './__testUtils__/processes';

jest.setTimeout(30_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });

describe.each(databases.eachSupportedId())('writing runs on %s', databaseId => {
  const { setup } = useProcesses(databases, databaseId);

  it('is done only over what was read: of two that would send, one is first', async () => {
    const { service, store, follower, time } = await setup();
    jest.spyOn(follower, 'take').mockImplementation(() => {});
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    const [followed] = await store.claim(
      'other',
      new Date(time.now.getTime() + 60_000),
      time.now,
    );
    const sending = { ...followed, run: { ...run, state: 'sending' as const } };
    expect(await store.save('other', sending)).toBe(1);
    // The same, read before: a stalled answer of the database, or a lease lost to another clock.
    expect(await store.save('other', sending)).toBeUndefined();
    expect(await store.save('other', { ...sending, revision: 1 })).toBe(2);
  });

  it('does not wait for signals, and does not fail with them', async () => {
    const { service, follower, signals, upstream, ended, event } =
      await setup();
    signals.publish.mockRejectedValue(new Error('The events bus is away'));
    follower.start();
    upstream.look = succeeded;
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    expect((await ended(run.id)).state).toBe('succeeded');
    await until(async () => event.success.mock.calls.length === 1);
  });

  it('keeps so many lines of a log, and says that there are more', async () => {
    const { service, follower, store, upstream, ended, knex } = await setup();
    follower.start();
    upstream.look = {
      ...succeeded,
      lines: Array.from({ length: 10_050 }, (_, i) => `line ${i}`),
    };
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await ended(run.id);
    const [{ lines }] = await knex('infra_run_log').count('* as lines');
    expect(Number(lines)).toBe(10_000);
    const [last] = await store.log(run.id, 9_999);
    expect(last.text).toContain('the upstream has the whole log');
  });

  it('forgets what ended long ago, with its log, and nothing else', async () => {
    const { service, follower, store, upstream, ended, records, knex } =
      await setup();
    follower.start();
    upstream.look = succeeded;
    const old = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await ended(old.id);
    await store.prune(new Date(Date.parse(old.createdAt) + 1));
    expect(await store.get(old.id)).toBeUndefined();
    expect(await knex('infra_run_log')).toEqual([]);
    expect(await records()).toHaveLength(2);
  });

  it('records a refusal once a minute, however often it is asked', async () => {
    const { service, upstream, records, later } = await setup();
    upstream.blocked = true;
    const ask = () =>
      service.accept('switch-lamp', { lamp: 'a' }, user).catch(() => {});
    for (let i = 0; i < 5; i++) await ask();
    expect(await records()).toHaveLength(1);
    later(61);
    await ask();
    expect((await records())[0].detail).toMatchObject({ 'times before': 4 });
  });

  it('begins once what is asked twice under one key, and nothing else under it', async () => {
    const { service, follower, upstream, ended } = await setup();
    follower.start();
    const asked = (key: string, lamp = 'a', as = user) =>
      service.accept('switch-lamp', { lamp }, as, {
        header: () => key,
      } as unknown as Request);
    const all = await Promise.all([asked('k'), asked('k'), asked('k')]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    upstream.look = succeeded;
    await ended(all[0].id);
    expect(await asked('k')).toMatchObject({
      id: all[0].id,
      state: 'succeeded',
    });
    await expect(asked('k', 'b')).rejects.toThrow('was used for another one');
    await expect(asked('k'.repeat(201))).rejects.toThrow('longer than 200');
    expect(upstream.received).toEqual(['a']);

    // A key is somebody's own.
    const other = mockCredentials.user('user:default/other');
    const theirs = await asked('k', 'a', other);
    expect(theirs.id).not.toBe(all[0].id);
    await ended(theirs.id);
  });

  it('lists page by page, also what was created in the same millisecond', async () => {
    const { service, store } = await setup();
    const lamps = ['a', 'b', 'c', 'd', 'e'];
    const runs = await Promise.all(
      lamps.map(lamp => service.accept('switch-lamp', { lamp }, user)),
    );
    const [{ createdAt }] = runs;
    expect(new Set(runs.map(run => run.createdAt)).size).toBe(1);
    const pages: string[][] = [];
    for (let before; ; ) {
      const page = await store.list({ limit: 2, before });
      if (page.length === 0) break;
      pages.push(page.map(({ id }) => id));
      before = page[page.length - 1];
    }
    expect(pages.map(page => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat().sort()).toEqual(runs.map(({ id }) => id).sort());
    // By a time alone those of that moment are left out.
    expect(await store.list({ limit: 9, before: { createdAt } })).toEqual([]);
  });
});
