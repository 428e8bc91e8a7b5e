import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { SourceFailure } from '../source-failure';
import { startCollector, type Collector } from './collector';
import { DatabaseSnapshotStore } from './database-snapshot-store';

interface Data {
  value: number;
}

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A collector whose next outcome the test decides, on a scheduler that the test turns. */
async function setup() {
  const knex = await databases.init('SQLITE_3');
  const store = await DatabaseSnapshotStore.create({
    database: { getClient: async () => knex },
    kinds: [{ kind: 'inventory', intervalSeconds: 10 }],
    sources: [
      { name: 'home', title: 'Home' },
      { name: 'away', title: 'Away', intervalSeconds: 60 },
    ],
  });
  const collect = jest.fn<
    ReturnType<Collector<Data>['collect']>,
    Parameters<Collector<Data>['collect']>
  >();
  const scheduler = mockServices.scheduler.mock();
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const signals = { publish: jest.fn().mockResolvedValue(undefined) };
  const clock = jest.fn(() => new Date('2026-11-24T03:00:00.000Z'));
  await startCollector<Data>({
    collector: { kind: 'inventory', collect },
    store,
    scheduler,
    signals,
    channel: 'test:changed',
    logger,
    clock,
  });
  const tasks = scheduler.scheduleTask.mock.calls.map(([task]) => task);
  const run = async (signal = new AbortController().signal) => {
    await tasks[0].fn(signal);
    return store.read<Data>('inventory', 'home');
  };
  return { collect, tasks, run, logger, signals };
}

describe('startCollector', () => {
  it('makes a task a source: one replica at a time, at the cadence of the source', async () => {
    const { tasks } = await setup();
    expect(tasks).toEqual([
      expect.objectContaining({
        id: 'collect-inventory-home',
        scope: 'global',
        frequency: { seconds: 10 },
        timeout: { seconds: 20 },
      }),
      expect.objectContaining({
        id: 'collect-inventory-away',
        frequency: { seconds: 60 },
      }),
    ]);
  });

  it('gives the collector what was known before', async () => {
    const { collect, run } = await setup();
    collect.mockResolvedValue({ data: { value: 1 }, gaps: [] });
    await run();
    await run();
    expect(collect.mock.calls[0][0].previous.data).toBeUndefined();
    expect(collect.mock.calls[1][0].previous.data).toEqual({ value: 1 });
  });

  it('signals without content, and only when there is something new', async () => {
    const { collect, run, signals } = await setup();
    collect.mockResolvedValue({ data: { value: 1 }, gaps: [] });
    await run();
    await run();
    expect(signals.publish.mock.calls).toEqual([
      [
        {
          recipients: { type: 'broadcast' },
          channel: 'test:changed',
          message: {},
        },
      ],
    ]);
  });

  it('records a failure and logs the transitions alone', async () => {
    const { collect, run, logger } = await setup();
    collect.mockRejectedValue(
      new SourceFailure('unauthorized', 'The token is not accepted'),
    );
    const snapshot = await run();
    await run();
    expect(snapshot.error).toMatchObject({
      kind: 'unauthorized',
      message: 'The token is not accepted',
    });
    expect(logger.warn).toHaveBeenCalledTimes(1);
    collect.mockResolvedValue({ data: { value: 1 }, gaps: [] });
    await run();
    await run();
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('calls what it does not understand invalid', async () => {
    const { collect, run } = await setup();
    collect.mockRejectedValue(new TypeError('x is not a function'));
    expect((await run()).error).toMatchObject({
      kind: 'invalid',
      message: 'The answer could not be used: x is not a function',
    });
  });

  it('says nothing about the source when the process goes down in the middle', async () => {
    const { collect, run } = await setup();
    const controller = new AbortController();
    collect.mockImplementation(async ({ signal }) => {
      controller.abort();
      signal.throwIfAborted();
      throw new Error('not reached');
    });
    const snapshot = await run(controller.signal);
    expect(snapshot.error).toBeUndefined();
    expect(snapshot.attemptedAt).toBeUndefined();
  });
});
