import type {
  Snapshot,
  SourceErrorKind,
} from '@reverb256/backstage-plugin-infra-common';
import {
  FindingsCollector,
  type FindingsData,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { findInCluster } from './find';
import type { ClusterKnowledge } from './knowledge';

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 10, 24, 3, 0, 0) + seconds * 1000).toISOString();

/** A snapshot that was read at a time, in seconds. */
const read = <T>(
  seconds: number,
  data: T,
  parts: Partial<Snapshot<T>> = {},
): Snapshot<T> => ({
  source: 'home',
  title: 'Home',
  version: 'v',
  intervalSeconds: 10,
  attemptedAt: at(seconds),
  collectedAt: at(seconds),
  gaps: [],
  data,
  ...parts,
});
/** How a snapshot is after a failure. */
const failed = <T>(
  snapshot: Snapshot<T>,
  seconds: number,
  kind: SourceErrorKind,
): Snapshot<T> => ({
  ...snapshot,
  attemptedAt: at(seconds),
  error: { kind, message: `${kind}!`, since: at(seconds) },
});

const inventory: ProxmoxInventory = {
  cluster: { quorate: true },
  nodes: { nexus: { name: 'nexus', status: 'online' } },
  guests: {},
  storages: {},
};
const well: ClusterKnowledge = {
  inventory: read(0, inventory),
  versions: read(0, { nodes: {} }, { intervalSeconds: 3600 }),
  certificates: read(0, { nodes: {}, changedPins: [] }),
  privileges: read(0, { tokens: {} }, { intervalSeconds: 300 }),
  nodeFacts: read(0, { nodes: {} }, { intervalSeconds: 60 }),
};

/** Looks one time after the other, as the collector does, and answers what there is then, by id and code. */
function watch() {
  let previous: FindingsData = { items: {} };
  return async (seconds: number, knowledge: ClusterKnowledge) => {
    const collector = new FindingsCollector(async (_, before, now) =>
      findInCluster(knowledge, before, now),
    );
    const { data } = await collector.collect({
      source: 'home',
      previous: read(seconds, previous),
      now: new Date(at(seconds)),
      signal: new AbortController().signal,
    });
    previous = data;
    return Object.values(data.items).map(f => [f.id, f.code, f.since]);
  };
}

const source = 'proxmox/home/source';

describe('an outage', () => {
  it('is one finding with one beginning, whatever its kind becomes', async () => {
    const look = watch();
    const down = (seconds: number, kind: SourceErrorKind) => ({
      ...well,
      inventory: failed(well.inventory, seconds, kind),
    });
    expect(await look(10, down(10, 'unreachable'))).toEqual([
      [source, 'source-unreachable', at(10)],
    ]);
    expect(await look(20, down(20, 'timeout'))).toEqual([
      [source, 'source-timeout', at(10)],
    ]);
    expect(await look(60, well)).toEqual([[source, 'source-stale', at(10)]]);
    expect(await look(70, { ...well, inventory: read(70, inventory) })).toEqual(
      [],
    );
  });

  it('is not found again in what was last read during it', async () => {
    const look = watch();
    const privileges = failed(well.privileges, 15, 'unreachable');
    const inOutage = {
      ...well,
      inventory: failed(well.inventory, 10, 'unreachable'),
      privileges,
    };
    expect(await look(20, inOutage)).toHaveLength(1);
    const over = { ...well, inventory: read(30, inventory), privileges };
    expect(await look(31, over)).toEqual([]);
    expect(await look(41, { ...over, inventory: read(40, inventory) })).toEqual(
      [],
    );
    // Failing after it is another thing.
    const still = failed(privileges, 50, 'timeout');
    expect(
      await look(51, {
        ...over,
        inventory: read(50, inventory),
        privileges: still,
      }),
    ).toEqual([[`${source}/privileges`, 'source-timeout', at(50)]]);
  });
});

describe('what cannot be read besides the inventory', () => {
  it.each(['versions', 'certificates', 'privileges'] as const)(
    'is a finding: %s',
    async kind => {
      const look = watch();
      expect(
        await look(10, {
          ...well,
          [kind]: failed<object>(well[kind], 5, 'timeout'),
        }),
      ).toEqual([[`${source}/${kind}`, 'source-timeout', at(5)]]);
      expect(
        await look(20, { ...well, inventory: read(20, inventory) }),
      ).toEqual([]);
    },
  );

  it('is one for a token alone, which stays while nobody can look', async () => {
    const look = watch();
    const revoked: ClusterKnowledge = {
      ...well,
      privileges: read(
        0,
        { tokens: {} },
        {
          intervalSeconds: 300,
          gaps: [
            {
              path: 'tokens/operate',
              error: { kind: 'unauthorized', message: 'no', since: at(0) },
            },
          ],
        },
      ),
    };
    const token = [`${source}/tokens/operate`, 'source-unauthorized', at(0)];
    expect(await look(10, revoked)).toEqual([token]);
    const privileges = failed(well.privileges, 15, 'timeout');
    const down = {
      ...well,
      inventory: failed(well.inventory, 15, 'unreachable'),
      privileges,
    };
    expect(await look(20, down)).toContainEqual(token);
    const over = { ...well, inventory: read(30, inventory), privileges };
    expect(await look(31, over)).toEqual([token]);
    const seen = {
      ...well,
      inventory: read(40, inventory),
      privileges: read(40, { tokens: {} }),
    };
    expect(await look(41, seen)).toEqual([]);
  });
});

describe('a node that was offline', () => {
  it('stays so, and is one finding, while nobody tells its state', async () => {
    const look = watch();
    const nodeIs = (status: 'offline' | 'unknown' | 'online') => ({
      ...well,
      inventory: read(0, {
        ...inventory,
        nodes: { forge: { name: 'forge', status } },
      }),
    });
    const offline = [
      'proxmox/home/node-offline/nodes/forge',
      'node-offline',
      at(5),
    ];
    expect(await look(5, nodeIs('offline'))).toEqual([offline]);
    expect(await look(10, nodeIs('unknown'))).toEqual([offline]);
    expect(await look(15, nodeIs('online'))).toEqual([]);
  });
});
