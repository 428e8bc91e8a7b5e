import { TestDatabases } from '@backstage/backend-test-utils';
import type { FindingsResponse } from '@reverb256/backstage-plugin-infra-common';
import type { RouteInput } from '../routes/route';
import { DatabaseSnapshotStore } from '../snapshots/database-snapshot-store';
import { SourceFailure } from '../source-failure';
import type { FindingsData } from './findings';
import { createFindingsRoute } from './findings-route';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 10, 24, 3, 0, 0) + seconds * 1000);
const failure = new SourceFailure('timeout', 'Home does not answer.');

async function setup() {
  const knex = await databases.init('SQLITE_3');
  const store = await DatabaseSnapshotStore.create({
    database: { getClient: async () => knex },
    kinds: [
      { kind: 'inventory', intervalSeconds: 10 },
      { kind: 'privileges', intervalSeconds: 300 },
      { kind: 'findings', intervalSeconds: 10 },
    ],
    sources: [{ name: 'home', title: 'Home' }],
  });
  const read = (kind: string, seconds: number, data: object = {}) =>
    store.record(kind, 'home', { at: at(seconds), data, gaps: [] });
  const found = (seconds: number, data: FindingsData = { items: {} }) =>
    read('findings', seconds, data);
  const fail = (kind: string, seconds: number) =>
    store.record(kind, 'home', { at: at(seconds), failure });
  const unknownAt = async (seconds: number) => {
    const route = createFindingsRoute({
      store,
      kinds: ['inventory', 'privileges'],
      clock: () => at(seconds),
    });
    // The handler of this route takes nothing of what it is given.
    const answer = (await route.handler({} as RouteInput)) as FindingsResponse;
    return answer.unknown.map(({ message }) => message);
  };
  return { read, found, fail, unknownAt };
}

describe('createFindingsRoute', () => {
  it('knows the findings of a source of which everything was read', async () => {
    const { read, found, unknownAt } = await setup();
    expect(await unknownAt(0)).toEqual(['It has not been read yet']);
    await read('inventory', 0);
    await read('privileges', 0);
    await found(0);
    expect(await unknownAt(5)).toEqual([]);
  });

  it.each(['inventory', 'privileges', 'findings'])(
    'does not know them where the %s could not be read',
    async kind => {
      const { read, found, fail, unknownAt } = await setup();
      await read('inventory', 0);
      await read('privileges', 0);
      await found(0);
      await fail(kind, 5);
      expect(await unknownAt(6)).toEqual(['Home does not answer.']);
    },
  );

  it('does not know them where the findings are not being looked for any more', async () => {
    const { read, found, unknownAt } = await setup();
    await found(0);
    await read('inventory', 60);
    await read('privileges', 0);
    expect(await unknownAt(60)).toEqual([
      expect.stringContaining('collect-findings-home'),
    ]);
  });

  it('tells one outage once', async () => {
    const { fail, found, unknownAt } = await setup();
    await fail('inventory', 0);
    await fail('privileges', 0);
    await found(0);
    expect(await unknownAt(5)).toEqual(['Home does not answer.']);
  });

  it('takes no failure of an outage that is over for one of now, for as long as the next read may take', async () => {
    const { read, found, fail, unknownAt } = await setup();
    await read('privileges', 0);
    await fail('privileges', 3000);
    await read('inventory', 3005);
    await found(3010);
    expect(await unknownAt(3010)).toEqual(['Home does not answer.']);
    const recoveredAt = at(3005).toISOString();
    await found(3010, { items: {}, recoveredAt });
    expect(await unknownAt(3010)).toEqual([]);
    await read('inventory', 4000);
    await found(4000, { items: {}, recoveredAt });
    expect(await unknownAt(4000)).toEqual([
      expect.stringContaining('collect-privileges-home'),
    ]);
    await fail('privileges', 4001);
    expect(await unknownAt(4002)).toEqual(['Home does not answer.']);
  });
});
