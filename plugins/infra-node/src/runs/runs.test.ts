import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { UnknownOutcomeFailure } from '../http';
import { SourceFailure } from '../source-failure';
import {
  succeeded,
  until,
  useProcesses,
  user,
} from './__testUtils__/processes';

jest.setTimeout(30_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_16'] });

describe.each(databases.eachSupportedId())('runs on %s', databaseId => {
  const { processOn, setup } = useProcesses(databases, databaseId);

  it('sends once, follows to the true end, closes the audit event', async () => {
    const {
      upstream,
      follower,
      service,
      store,
      ended,
      records,
      event,
      onEnd,
      trail,
    } = await setup();
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    expect(run).toMatchObject({
      state: 'accepted',
      title: 'Switch lamp a',
      actor: 'user:default/operator',
      origin: 'page',
      input: { lamp: 'a', on: true },
    });
    await until(async () => (await store.get(run.id))?.state === 'running');
    expect(await store.get(run.id)).toMatchObject({
      task: 'T1',
      cancellable: true,
    });

    upstream.look = succeeded;
    expect(await ended(run.id)).toMatchObject({
      state: 'succeeded',
      output: { lit: true },
      cancellable: false,
    });
    expect(upstream.received).toEqual(['a']);
    expect((await store.log(run.id, 0)).map(l => [l.n, l.text])).toEqual([
      [1, 'bulb found'],
      [2, 'TASK OK'],
    ]);
    expect(await store.log(run.id, 1)).toHaveLength(1);
    await until(async () => onEnd.mock.calls.length === 1);
    expect(event.success).toHaveBeenCalledTimes(1);
    expect((await records()).map(r => [r.event, r.runId])).toEqual([
      ['succeeded', run.id],
      ['accepted', run.id],
    ]);
    expect((await trail.verify()).ok).toBe(true);
  });

  it('ends as failed, with the reason, what was refused', async () => {
    const { upstream, follower, service, ended, event, records } =
      await setup();
    upstream.refuse = new SourceFailure('forbidden', 'May not', {
      missing: ['Lamp.Switch on /a'],
    });
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    expect(await ended(run.id)).toMatchObject({
      state: 'failed',
      error: {
        kind: 'forbidden',
        message: 'May not',
        missing: ['Lamp.Switch on /a'],
      },
    });
    await until(async () => event.fail.mock.calls.length === 1);
    expect((await records())[0]).toMatchObject({
      event: 'failed',
      detail: { error: { kind: 'forbidden' } },
    });
  });

  it('finds a request again whose answer was lost, and does not send it twice', async () => {
    const { upstream, follower, service, store, ended } = await setup();
    upstream.onStart = async () => {
      throw new UnknownOutcomeFailure('unreachable', 'The connection was cut');
    };
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await until(async () =>
      (await store.get(run.id))?.step?.includes('whether the request arrived'),
    );
    upstream.look = succeeded;
    upstream.recovered = { task: 'T1' };
    expect((await ended(run.id)).state).toBe('succeeded');
    expect(upstream.received).toEqual(['a']);
  });

  it('says that a request did not arrive, when the upstream knows of none after a minute', async () => {
    const { upstream, follower, service, store, ended, later } = await setup();
    upstream.onStart = async () => {
      throw new UnknownOutcomeFailure('unreachable', 'The connection was cut');
    };
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await until(async () =>
      (await store.get(run.id))?.step?.includes('whether'),
    );
    later(61);
    expect(await ended(run.id)).toMatchObject({
      state: 'failed',
      error: {
        kind: 'interrupted',
        message: expect.stringContaining('it did not arrive'),
      },
    });
    expect(upstream.received).toEqual(['a']);
  });

  it('goes on looking while it cannot, and says unknown when nobody could find out', async () => {
    const { upstream, follower, service, store, ended, later, records } =
      await setup();
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await until(async () => (await store.get(run.id))?.state === 'running');
    upstream.look = new SourceFailure('unreachable', 'Nothing answers.');
    await until(
      async () =>
        (await store.get(run.id))?.step ===
        'Cannot look just now: Nothing answers.',
    );
    later(31 * 60);
    expect(await ended(run.id)).toMatchObject({
      state: 'unknown',
      error: { message: expect.stringContaining('Look at a itself') },
    });
    expect((await records())[0].event).toBe('unknown');
  });

  it('lets go of its runs when it is stopped in good order', async () => {
    const { knex, upstream, time, service, store, follower } = await setup();
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await until(async () => (await store.get(run.id))?.state === 'running');
    await follower.stop();
    upstream.look = succeeded;
    const second = await processOn(knex, upstream, time);
    second.follower.start();
    // Without waiting for the lease.
    expect((await second.ended(run.id)).state).toBe('succeeded');
  });

  it('allows one run at a time on a thing, and says who has it', async () => {
    const { service, follower, upstream, ended } = await setup();
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await expect(
      service.accept('switch-lamp', { lamp: 'a' }, user),
    ).rejects.toThrow(
      'user:default/operator is just doing something to it: Switch lamp a',
    );
    await service.accept('switch-lamp', { lamp: 'b' }, user);
    const preflight = await service.preflight(
      'switch-lamp',
      { lamp: 'a' },
      user,
    );
    expect(preflight.concurrent.map(r => r.id)).toEqual([run.id]);
    expect(preflight.obstacles.map(o => o.code)).toEqual(['busy']);
    upstream.look = succeeded;
    await ended(run.id);
    expect(
      (await service.preflight('switch-lamp', { lamp: 'a' }, user)).obstacles,
    ).toEqual([]);
  });

  it('changes along what is not busy, and names it in the audit trail', async () => {
    const { service, follower, upstream, ended, records } = await setup();
    follower.start();
    upstream.tied.a = 'b';
    const other = await service.accept('switch-lamp', { lamp: 'b' }, user);
    const preflight = () =>
      service.preflight('switch-lamp', { lamp: 'a' }, user);
    expect((await preflight()).obstacles.map(o => o.code)).toEqual(['busy']);
    upstream.lookOf.b = { cursor: {}, end: succeeded.end };
    await ended(other.id);
    expect((await preflight()).obstacles).toEqual([]);
    await service.accept('switch-lamp', { lamp: 'a' }, user);
    expect((await records())[0]).toMatchObject({
      event: 'accepted',
      detail: { along: ['home/b'] },
    });
  });

  it('accepts one of many asked for at the same moment', async () => {
    const { service, upstream } = await setup();
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        service.accept('switch-lamp', { lamp: 'a' }, user),
      ),
    );
    expect(asked.filter(a => a.status === 'fulfilled')).toHaveLength(1);
    await until(async () => upstream.received.length > 0);
    expect(upstream.received).toEqual(['a']);
  });

  it('cancels at the upstream, and ends when the upstream has', async () => {
    const { service, follower, upstream, store, ended, records } =
      await setup();
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await until(async () => (await store.get(run.id))?.cancellable);
    await service.cancel(run.id, user);
    expect(upstream.cancelled).toEqual(['T1']);
    upstream.look = {
      cursor: {},
      end: { state: 'cancelled', error: { kind: 'task', message: 'stopped' } },
    };
    expect((await ended(run.id)).state).toBe('cancelled');
    expect((await records()).map(r => r.event)).toEqual([
      'cancelled',
      'cancel-requested',
      'accepted',
    ]);
    await expect(service.cancel(run.id, user)).rejects.toThrow(
      'has ended already',
    );
  });

  it('cancels for nobody who may not start it', async () => {
    const { service, follower, upstream, store, permissions } = await setup();
    follower.start();
    const run = await service.accept('switch-lamp', { lamp: 'a' }, user);
    await until(async () => (await store.get(run.id))?.cancellable);
    permissions.authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    const viewer = mockCredentials.user('user:default/viewer');
    await expect(service.cancel(run.id, viewer)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('test.lamp.switch'),
    });
    expect(upstream.cancelled).toEqual([]);
    expect((await store.get(run.id))?.cancelRequested).toBeFalsy();
  });

  describe('refuses', () => {
    it('what is in the way, and records that', async () => {
      const { service, upstream, records } = await setup();
      upstream.blocked = true;
      await expect(
        service.accept('switch-lamp', { lamp: 'a' }, user),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: 'The fuse is out.',
      });
      expect((await records())[0]).toMatchObject({
        event: 'refused',
        detail: { reason: 'The fuse is out.' },
      });
    });

    it('whoever may not, records it, and tells nothing of what there is', async () => {
      const { service, permissions, records, upstream } = await setup();
      permissions.authorize.mockResolvedValue([
        { result: AuthorizeResult.DENY },
      ]);
      for (const lamp of ['a', 'none']) {
        await expect(
          service.accept('switch-lamp', { lamp }, user),
        ).rejects.toMatchObject({
          name: 'NotAllowedError',
          message: expect.stringContaining('test.lamp.switch'),
        });
        await expect(
          service.preflight('switch-lamp', { lamp }, user),
        ).rejects.toThrow('test.lamp.switch');
      }
      expect((await records()).map(r => [r.event, r.resourceId])).toEqual([
        ['refused', 'unknown'],
        ['refused', 'home/a'],
      ]);
      expect(upstream.received).toEqual([]);
    });

    it.each([
      ['an unknown action', 'explode', {}, 'NotFoundError'],
      ['an unknown thing', 'switch-lamp', { lamp: 'none' }, 'NotFoundError'],
      ['a wrong input', 'switch-lamp', { lamp: 7 }, 'InputError'],
      ['more than it takes', 'switch-lamp', { lamp: 'a', x: 1 }, 'InputError'],
    ])('%s', async (_, name, input, error) => {
      const { service } = await setup();
      await expect(service.accept(name, input, user)).rejects.toMatchObject({
        name: error,
      });
    });
  });

  it.each([
    ['a page', mockCredentials.user(), 'user:default/mock', 'page'],
    [
      'a machine',
      mockCredentials.service('external:ci'),
      'external:ci',
      'machine',
    ],
    [
      'a template',
      mockCredentials.user('user:default/mock', {
        actor: { subject: 'plugin:scaffolder' },
      }),
      'user:default/mock',
      'template',
    ],
    [
      'an assistant',
      mockCredentials.user('user:default/mock', {
        actor: { subject: 'plugin:mcp-actions' },
      }),
      'user:default/mock',
      'assistant',
    ],
  ])('says that it came from %s', async (_, credentials, actor, origin) => {
    const { service } = await setup();
    expect(
      await service.accept('switch-lamp', { lamp: 'a' }, credentials),
    ).toMatchObject({ actor, origin });
  });
});
