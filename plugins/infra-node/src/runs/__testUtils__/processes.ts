import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type {
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  auditQuerySchema,
  type Run,
} from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import { DatabaseAuditTrail } from '../../audit';
import { DatabaseRunStore } from '../database-run-store';
import { RunFollower } from '../run-follower';
import { RunService } from '../run-service';
import {
  FakeUpstream,
  guardLamps,
  paintLamp,
  switchLamp,
  switchLamps,
} from './fakeAction';

/** Waits for a condition, in small steps. */
export async function until<T>(
  look: () => Promise<T | undefined | false>,
): Promise<T> {
  for (let i = 0; i < 4000; i++) {
    const found = await look();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  throw new Error('It did not happen within 20 seconds');
}

/** Processes that follow runs on one database, and their end with the test. */
export function useProcesses(
  databases: TestDatabases,
  databaseId: TestDatabaseId,
) {
  const followers: RunFollower[] = [];
  afterEach(async () => {
    await Promise.all(followers.splice(0).map(follower => follower.stop()));
  });

  /** A process: follower and service on one database. */
  async function processOn(
    knex: Knex,
    upstream: FakeUpstream,
    time: { now: Date },
  ) {
    const database = { getClient: async () => knex };
    const store = await DatabaseRunStore.create({ database });
    const trail = await DatabaseAuditTrail.create({
      database,
      pluginId: 'test',
    });
    const auditor = mockServices.auditor.mock();
    const event = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(event);
    const signals = { publish: jest.fn().mockResolvedValue(undefined) };
    const permissions = mockServices.permissions.mock({
      authorize: async () => [{ result: AuthorizeResult.ALLOW }],
      authorizeConditional: async () => [
        {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'test',
          resourceType: 'test-lamp',
          conditions: { rule: 'IS_MINE', resourceType: 'test-lamp' },
        },
      ],
    });
    const actions = [
      switchLamp(upstream),
      switchLamps(),
      paintLamp(upstream),
      ...guardLamps(upstream),
    ];
    const clock = () => time.now;
    const onEnd = jest.fn().mockResolvedValue(undefined);
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const follower = new RunFollower({
      actions,
      store,
      trail,
      auditor,
      signals,
      channel: 'test:runs',
      logger,
      onEnd,
      clock,
      tickMs: 5,
    });
    followers.push(follower);
    const service = new RunService({
      pluginId: 'test',
      actions,
      store,
      trail,
      follower,
      permissions,
      auditor,
      clock,
    });
    const ended = (id: string) =>
      until<Run>(async () => {
        const run = await store.get(id);
        return run?.endedAt ? run : undefined;
      });
    const records = () => trail.search(auditQuerySchema.parse({}));
    return {
      store,
      trail,
      follower,
      service,
      event,
      auditor,
      signals,
      permissions,
      onEnd,
      ended,
      records,
    };
  }

  async function setup() {
    const knex = await databases.init(databaseId);
    const upstream = new FakeUpstream();
    const time = { now: new Date('2026-11-24T03:00:00.000Z') };
    const first = await processOn(knex, upstream, time);
    const later = (seconds: number) => {
      time.now = new Date(time.now.getTime() + seconds * 1000);
    };
    return { knex, upstream, time, later, ...first };
  }

  return { processOn, setup, followers };
}

export const user = mockCredentials.user('user:default/operator');
/** What a look finds when the work is done. */
export const succeeded = {
  cursor: { task: 'T1' },
  lines: ['bulb found', 'TASK OK'],
  end: { state: 'succeeded' as const, output: { lit: true } },
};
