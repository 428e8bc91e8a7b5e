import { TestDatabases } from '@backstage/backend-test-utils';
import {
  succeeded,
  until,
  useProcesses,
  user,
} from './__testUtils__/processes';

jest.setTimeout(30_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });

describe.each(databases.eachSupportedId())(
  'on %s, when the process dies',
  databaseId => {
    const { processOn, setup, followers } = useProcesses(databases, databaseId);

    it('between storing and sending: another sends, once', async () => {
      const { knex, upstream, time, later, service, follower } = await setup();
      // Died at once: it never came to its first step.
      jest.spyOn(follower, 'take').mockImplementation(() => {});
      const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
      const second = await processOn(knex, upstream, time);
      upstream.look = succeeded;
      second.follower.start();
      later(16);
      expect((await second.ended(run.id)).state).toBe('succeeded');
      expect(upstream.received).toEqual(['a']);
    });

    it('and is away for long before sending: nothing is sent any more', async () => {
      const { knex, upstream, time, later, service, follower } = await setup();
      jest.spyOn(follower, 'take').mockImplementation(() => {});
      const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
      later(3600);
      const second = await processOn(knex, upstream, time);
      second.follower.start();
      expect(await second.ended(run.id)).toMatchObject({
        state: 'failed',
        error: { kind: 'interrupted' },
      });
      expect(upstream.received).toEqual([]);
    });

    it('between sending and the answer: another finds it, and never sends', async () => {
      const { knex, upstream, time, later, service } = await setup();
      // The answer never comes: to the first process it is as if it had been killed while waiting.
      upstream.onStart = () => new Promise(() => {});
      const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
      await until(async () => upstream.received.length === 1);
      const second = await processOn(knex, upstream, time);
      upstream.recovered = { task: 'T1' };
      upstream.look = succeeded;
      second.follower.start();
      later(16);
      expect((await second.ended(run.id)).state).toBe('succeeded');
      expect(upstream.received).toEqual(['a']);
      // The event of the first is lost with it: the second closes one under the same run.
      await until(async () => second.event.success.mock.calls.length === 1);
      expect(second.auditor.createEvent.mock.calls[0][0].meta).toMatchObject({
        runId: run.id,
      });
      followers.shift();
    });

    it('while following: another follows, the end is recorded once', async () => {
      const { knex, upstream, time, later, service, store, follower } =
        await setup();
      follower.start();
      const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
      await until(async () => (await store.get(run.id))?.state === 'running');
      await follower.stop();
      const second = await processOn(knex, upstream, time);
      const third = await processOn(knex, upstream, time);
      upstream.look = succeeded;
      second.follower.start();
      third.follower.start();
      later(16);
      await second.ended(run.id);
      expect((await second.records()).map(r => r.event)).toEqual([
        'succeeded',
        'accepted',
      ]);
    });
  },
);
