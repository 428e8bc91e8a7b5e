import { TestDatabases } from '@backstage/backend-test-utils';
import type { Look } from '../actions/action';
import { derivedId } from './derived-id';
import {
  succeeded,
  until,
  useProcesses,
  user,
} from './__testUtils__/processes';

jest.setTimeout(30_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });

const failed: Look = {
  cursor: { task: 'T1' },
  end: { state: 'failed', error: { kind: 'task', message: 'It burnt out.' } },
};

it('gives a child the id that follows from its parent and its key', () => {
  expect(derivedId('p', 'a')).toBe(derivedId('p', 'a'));
  expect(derivedId('p', 'a')).not.toBe(derivedId('p', 'b'));
  expect(derivedId('p', 'a')).not.toBe(derivedId('q', 'a'));
  expect(derivedId('p', 'a')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

describe.each(databases.eachSupportedId())(
  'a run that begins others, on %s',
  databaseId => {
    const { processOn, setup, followers } = useProcesses(databases, databaseId);

    type Process = Awaited<ReturnType<typeof processOn>>;
    const switchAll = ({ service }: Process, lamps: string[], more = {}) =>
      service.accept('switch-lamps', { lamps, ...more }, user);
    const childrenOf = ({ store }: Process, parent: string) =>
      store.list({ parent, limit: 100 });
    const linesOf = async ({ store }: Process, id: string) =>
      (await store.log(id, 0)).map(line => line.text).sort();

    it('does so many at a time, tells of each end, and ends with the last', async () => {
      const process = await setup();
      const { upstream, store, ended, records } = process;
      process.follower.start();
      const run = await switchAll(process, ['a', 'b', 'c']);
      await until(async () => upstream.received.length === 2);
      await until(
        async () =>
          (await store.get(run.id))?.step === '0 of 3 ended, 2 in progress',
      );
      // No more than two at once, however often is looked.
      const looks = upstream.looks;
      await until(async () => upstream.looks > looks + 20);
      expect(upstream.received.sort()).toEqual(['a', 'b']);

      upstream.look = succeeded;
      expect(await ended(run.id)).toMatchObject({
        state: 'succeeded',
        output: { succeeded: 3, left: 1 },
      });
      expect(upstream.received.sort()).toEqual(['a', 'b', 'c']);
      expect(await linesOf(process, run.id)).toEqual([
        'a: lit',
        'b: lit',
        'c: lit',
        'z: left as it is. It is lit.',
      ]);
      const children = await childrenOf(process, run.id);
      expect(children).toHaveLength(3);
      for (const child of children) {
        expect(child).toMatchObject({
          parent: run.id,
          actor: run.actor,
          origin: run.origin,
          action: 'switch-lamp',
        });
      }
      const ofChildren = (await records()).filter(
        ({ action }) => action === 'switch-lamp',
      );
      expect(ofChildren).toHaveLength(6);
      expect(new Set(ofChildren.map(({ detail }) => detail.parent))).toEqual(
        new Set([run.id]),
      );
    });

    it('is stopped by none that fails or is refused, and says which', async () => {
      const process = await setup();
      const { upstream, ended } = process;
      upstream.lookOf.b = failed;
      upstream.out.push('c');
      upstream.look = { cursor: { task: 'T1' }, end: succeeded.end };
      process.follower.start();
      const run = await switchAll(process, ['a', 'b', 'c', 'none', 'd']);
      expect(await ended(run.id)).toMatchObject({
        state: 'failed',
        error: {
          kind: 'task',
          message: expect.stringMatching(
            /^2 of 5 are lit\. 3 failed\. (?=.*c: The fuse is out\.)(?=.*b: It burnt out\.)(?=.*none: There is no lamp none)/,
          ),
        },
      });
      expect(upstream.received.sort()).toEqual(['a', 'b', 'd']);
      expect(await linesOf(process, run.id)).toContain(
        'c: not begun. The fuse is out.',
      );
    });

    it('does not succeed while somebody else is at one', async () => {
      const process = await setup();
      const { upstream, service, ended } = process;
      process.follower.start();
      const other = await service.accept('switch-lamp', { lamp: 'a' }, user);
      await until(async () => upstream.received.length === 1);
      upstream.lookOf.b = { cursor: {}, end: succeeded.end };
      const run = await switchAll(process, ['a', 'b']);
      expect(await ended(run.id)).toMatchObject({
        state: 'failed',
        error: { message: expect.stringMatching(/^1 of 2 are lit\. 1 failed/) },
      });
      expect((await linesOf(process, run.id))[0]).toContain(
        'a: not begun. user:default/operator is just doing something',
      );
      upstream.look = succeeded;
      await ended(other.id);
    });

    it('begins no more once it is cancelled, and asks those in progress', async () => {
      const process = await setup();
      const { upstream, service, store, ended } = process;
      process.follower.start();
      const run = await switchAll(process, ['a', 'b', 'c']);
      await until(async () => upstream.received.length === 2);
      await until(async () => (await store.get(run.id))?.cancellable);
      await service.cancel(run.id, user);
      await until(async () => upstream.cancelled.length === 2);
      upstream.look = {
        cursor: {},
        end: {
          state: 'cancelled',
          error: { kind: 'task', message: 'stopped' },
        },
      };
      upstream.lookOf.a = upstream.look;
      upstream.lookOf.b = upstream.look;
      expect(await ended(run.id)).toMatchObject({
        state: 'cancelled',
        error: {
          message: expect.stringMatching(/Not done: (a, b|b, a), c\./),
        },
      });
      expect(upstream.received.sort()).toEqual(['a', 'b']);
      // Each was asked once.
      expect(upstream.cancelled).toHaveLength(2);
    });

    it('begins no more when it is cancelled in the middle of a look', async () => {
      const process = await setup();
      const { upstream, store, ended, follower } = process;
      const insert = store.insert.bind(store);
      jest.spyOn(store, 'insert').mockImplementation(async (run, ...rest) => {
        if (run.parent) await store.requestCancel(run.parent);
        return insert(run, ...rest);
      });
      upstream.look = { cursor: {}, end: succeeded.end };
      follower.start();
      const lamps = ['a', 'b', 'c', 'd', 'e'];
      const run = await switchAll(process, lamps, { atOnce: 20 });
      expect(await ended(run.id)).toMatchObject({
        state: 'cancelled',
        error: { message: expect.stringContaining('Not done: b, c, d, e.') },
      });
      expect(upstream.received).toEqual(['a']);
    });

    it('does nothing to what has become another’s meanwhile, and records that', async () => {
      const process = await setup();
      const { upstream, service, ended, follower, records } = process;
      const lamps = ['a', 'b'];
      const run = await service.accept(
        'guard-lamps',
        { lamps, with: 'guard-lamp' },
        user,
      );
      upstream.foreign.push('b');
      upstream.look = { cursor: {}, end: succeeded.end };
      follower.start();
      expect(await ended(run.id)).toMatchObject({
        state: 'failed',
        error: {
          message: expect.stringMatching(
            /^1 of 2 are lit\. 1 failed\. b: .*test\.lamp\.guard/,
          ),
        },
      });
      expect(upstream.received).toEqual(['a']);
      expect(
        (await records()).filter(({ event }) => event === 'refused'),
      ).toMatchObject([{ resourceId: 'home/b', detail: { parent: run.id } }]);
    });

    /** How a process dies right after its first look at the parent, in which it began two children. */
    const deaths: Record<
      string,
      (process: Awaited<ReturnType<typeof setup>>) => void
    > = {
      'before it has noted that it began them': ({ store }) => {
        const save = store.save.bind(store);
        jest
          .spyOn(store, 'save')
          .mockImplementation(async (...args) =>
            args[1].run.step?.includes('in progress')
              ? undefined
              : save(...args),
          );
      },
      'before it has sent anything of them': ({ follower }) => {
        const take = follower.take.bind(follower);
        jest.spyOn(follower, 'take').mockImplementation((run, event) => {
          if (!run.parent) take(run, event);
        });
      },
      'before their answers have come': ({ upstream }) => {
        upstream.onStart = () => new Promise(() => {});
      },
    };

    it.each(Object.keys(deaths))(
      'begins nothing twice when the process dies %s',
      async when => {
        const process = await setup();
        const { knex, upstream, time, later, store, follower } = process;
        let begun = 0;
        const insert = store.insert.bind(store);
        jest.spyOn(store, 'insert').mockImplementation(async (...args) => {
          await insert(...args);
          if (args[0].parent) begun++;
        });
        const claim = store.claim.bind(store);
        jest.spyOn(store, 'claim').mockImplementation(async (...args) => {
          const runs = begun === 2 ? [] : await claim(...args);
          return begun === 2 ? [] : runs;
        });
        deaths[when](process);
        follower.start();
        const run = await switchAll(process, ['a', 'b', 'c']);
        await until(async () => begun === 2);
        await until(
          async () => (await childrenOf(process, run.id)).length === 2,
        );

        const second = await processOn(knex, upstream, time);
        // What was sent and is not known yet is known by now.
        upstream.onStart = undefined;
        upstream.recovered = { task: 'T1' };
        upstream.look = { cursor: { task: 'T1' }, end: succeeded.end };
        second.follower.start();
        later(16);
        expect((await second.ended(run.id)).output).toEqual({
          succeeded: 3,
          left: 1,
        });
        expect(upstream.received.sort()).toEqual(['a', 'b', 'c']);
        expect(await childrenOf(second, run.id)).toHaveLength(3);
        // The first is dead, and does not let go of anything.
        followers.shift();
      },
    );

    it('begins nothing that needs another permission than it did', async () => {
      const process = await setup();
      const { upstream, store, ended, follower } = process;
      follower.start();
      const run = await process.service.accept(
        'switch-lamps',
        { lamps: ['a'], with: 'paint-lamp' },
        user,
      );
      await until(async () =>
        (
          await store.get(run.id)
        )?.step?.includes('it needs another permission'),
      );
      expect(upstream.received).toEqual([]);
      expect(await childrenOf(process, run.id)).toEqual([]);
      await process.service.cancel(run.id, user);
      expect((await ended(run.id)).state).toBe('cancelled');
    });
  },
);
