import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import { clusterHealth, distinctStorages } from './cluster-health';
import { clusterCapacity } from './capacity';
import type { ProxmoxInventory, ProxmoxStorage } from './inventory';

const now = new Date('2026-11-24T03:00:00.000Z');

const storage = (
  node: string,
  name: string,
  parts: Partial<ProxmoxStorage> = {},
): ProxmoxStorage => ({
  id: `storage/${node}/${name}`,
  storage: name,
  node,
  shared: false,
  status: 'available',
  content: [],
  use: { usedBytes: 10, totalBytes: 100 },
  ...parts,
});
const byId = (...storages: ProxmoxStorage[]) =>
  Object.fromEntries(storages.map(s => [s.id, s]));

const node = (name: string, used = 10) => ({
  name,
  status: 'online' as const,
  cpu: { fraction: 0.5, cores: 4 },
  memory: { usedBytes: used, totalBytes: 100 },
});

const well: ProxmoxInventory = {
  cluster: { name: 'reverb256', quorate: true },
  nodes: { nexus: node('nexus'), forge: node('forge') },
  guests: {},
  storages: byId(storage('nexus', 'local'), storage('forge', 'local')),
};

const snapshot = (
  data: ProxmoxInventory | undefined,
  parts: Partial<Snapshot<ProxmoxInventory>> = {},
): Snapshot<ProxmoxInventory> => ({
  source: 'reverb256',
  title: 'Home',
  version: 'v',
  intervalSeconds: 10,
  collectedAt: data && now.toISOString(),
  gaps: [],
  data,
  ...parts,
});

const error = {
  kind: 'unreachable' as const,
  message: 'Nothing answers',
  since: now.toISOString(),
};

describe('clusterHealth', () => {
  it.each<[string, string, string[], Snapshot<ProxmoxInventory>]>([
    ['a cluster that is well', 'ok', [], snapshot(well)],
    ['one never read', 'unknown', ['source-pending'], snapshot(undefined)],
    [
      'one that does not answer',
      'unknown',
      ['source-unreachable'],
      snapshot(well, { error }),
    ],
    [
      'one not read for long',
      'unknown',
      ['source-stale'],
      snapshot(well, { collectedAt: '2026-11-24T02:59:00.000Z' }),
    ],
    [
      'lost quorum',
      'critical',
      ['not-quorate'],
      snapshot({ ...well, cluster: { name: 'x', quorate: false } }),
    ],
    [
      'unknown quorum',
      'unknown',
      ['quorum-unknown'],
      snapshot({ ...well, cluster: {} }),
    ],
    [
      'a gap over the cluster, said once',
      'unknown',
      ['gap-unreachable'],
      snapshot(
        { ...well, cluster: {} },
        { gaps: [{ path: 'cluster', error }] },
      ),
    ],
    [
      'a lone node',
      'ok',
      [],
      snapshot({ ...well, cluster: { standalone: true } }),
    ],
    [
      'an offline node',
      'critical',
      ['node-offline'],
      snapshot({
        ...well,
        nodes: { ...well.nodes, forge: { name: 'forge', status: 'offline' } },
      }),
    ],
    [
      'a node of unknown state',
      'unknown',
      ['node-unknown'],
      snapshot({
        ...well,
        nodes: { forge: { name: 'forge', status: 'unknown' } },
      }),
    ],
    [
      'memory nearly full',
      'warning',
      ['node-memory-full'],
      snapshot({ ...well, nodes: { nexus: node('nexus', 92) } }),
    ],
    [
      'memory full',
      'critical',
      ['node-memory-full'],
      snapshot({ ...well, nodes: { nexus: node('nexus', 98) } }),
    ],
    [
      'a full shared storage, said once',
      'critical',
      ['storage-full'],
      snapshot({
        ...well,
        storages: byId(
          ...['nexus', 'forge'].map(n =>
            storage(n, 'ceph', {
              shared: true,
              use: { usedBytes: 96, totalBytes: 100 },
            }),
          ),
        ),
      }),
    ],
    [
      'a storage that is away on an online node',
      'warning',
      ['storage-unavailable'],
      snapshot({
        ...well,
        storages: byId(
          storage('nexus', 'nfs', { status: 'unknown', use: undefined }),
        ),
      }),
    ],
  ])('%s is %s', (_, health, codes, given) => {
    const verdict = clusterHealth(given, undefined, now);
    expect(verdict.health).toBe(health);
    expect(verdict.reasons.map(r => r.code)).toEqual(codes);
  });

  it('says which versions are apart', () => {
    const readAt = now.toISOString();
    const verdict = clusterHealth(
      snapshot(well),
      {
        nodes: {
          a: { version: '9.2.3', readAt },
          b: { version: '8.4.5', readAt },
        },
      },
      now,
    );
    expect(verdict.reasons[0].message).toBe(
      'Nodes run different versions: 8.4.5, 9.2.3',
    );
  });

  it('does not let an old read hide what was critical in it', () => {
    const verdict = clusterHealth(
      snapshot({ ...well, cluster: { name: 'x', quorate: false } }, { error }),
      undefined,
      now,
    );
    expect(verdict.reasons.map(r => r.code)).toEqual([
      'not-quorate',
      'source-unreachable',
    ]);
  });
});

describe('clusterCapacity', () => {
  it('adds up what is known and says how much that is', () => {
    const capacity = clusterCapacity({
      ...well,
      nodes: {
        ...well.nodes,
        nexus: { ...node('nexus'), cpu: { fraction: 0.1, cores: 12 } },
        closet: { name: 'closet', status: 'offline' },
      },
    });
    expect(capacity.cpu).toEqual({
      known: 2,
      total: 3,
      use: { fraction: expect.closeTo((0.1 * 12 + 0.5 * 4) / 16), cores: 16 },
    });
    expect(capacity.memory.use).toEqual({ usedBytes: 20, totalBytes: 200 });
  });

  it('is unknown, and not zero, when nothing is known', () => {
    const capacity = clusterCapacity({
      ...well,
      nodes: { nexus: { name: 'nexus', status: 'online' } },
      storages: {},
    });
    expect(capacity.cpu).toEqual({ known: 0, total: 1, use: undefined });
    expect(capacity.storage.use).toBeUndefined();
  });

  it('counts a shared storage once, by a node that can tell its use', () => {
    const storages = byId(
      storage('forge', 'ceph', {
        shared: true,
        status: 'unknown',
        use: undefined,
      }),
      storage('nexus', 'ceph', { shared: true }),
      storage('nexus', 'local'),
      storage('forge', 'local'),
    );
    const distinct = distinctStorages({ ...well, storages });
    expect(distinct.map(s => s.id)).toEqual([
      'storage/nexus/ceph',
      'storage/nexus/local',
      'storage/forge/local',
    ]);
  });
});
