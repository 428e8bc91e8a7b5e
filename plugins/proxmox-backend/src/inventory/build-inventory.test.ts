import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { buildInventory } from './build-inventory';
import type {
  ClusterStatusRow,
  ResourceRow,
} from '@reverb256/backstage-plugin-proxmox-node';

const GiB = 1024 ** 3;
const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 3, 0, second));

const node = (name: string, parts: Partial<ResourceRow> = {}): ResourceRow => ({
  id: `node/${name}`,
  type: 'node',
  node: name,
  status: 'online',
  cpu: 0.1234,
  maxcpu: 24,
  mem: 20 * GiB,
  maxmem: 48 * GiB,
  disk: 10 * GiB,
  maxdisk: 100 * GiB,
  uptime: 3600,
  ...parts,
});
const guest = (
  vmid: number,
  onNode: string,
  parts: Partial<ResourceRow> = {},
): ResourceRow => ({
  id: `qemu/${vmid}`,
  type: 'qemu',
  vmid,
  node: onNode,
  name: `guest-${vmid}`,
  status: 'running',
  template: false,
  cpu: 0.5,
  maxcpu: 4,
  mem: 2 * GiB,
  maxmem: 4 * GiB,
  disk: 0,
  maxdisk: 32 * GiB,
  uptime: 100,
  ...parts,
});
const member = (
  name: string,
  online: boolean,
  ip = '10.0.0.1',
): ClusterStatusRow => ({ type: 'node', name, online, ip });
const cluster: ClusterStatusRow = {
  type: 'cluster',
  name: 'reverb256',
  quorate: true,
};

const resources = [
  guest(100, 'nexus'),
  guest(101, 'forge', {
    hastate: 'started',
    tags: 'k8s;prod',
    pool: 'platform',
  }),
  node('nexus'),
  node('forge', { maxcpu: 6 }),
];
const status = [
  cluster,
  member('nexus', true),
  member('forge', true, '10.0.0.2'),
];
const first = buildInventory(resources, status, {}, at(0));
const before = (data: ProxmoxInventory, second = 0) => ({
  data,
  collectedAt: at(second).toISOString(),
});

describe('buildInventory', () => {
  it('tells nodes, guests and the cluster in our words and units', () => {
    expect(JSON.parse(JSON.stringify(first))).toEqual({
      cluster: { name: 'reverb256', quorate: true },
      nodes: {
        forge: expect.objectContaining({ status: 'online', ip: '10.0.0.2' }),
        nexus: {
          name: 'nexus',
          status: 'online',
          ip: '10.0.0.1',
          cpu: { fraction: 0.12, cores: 24 },
          memory: { usedBytes: 20 * GiB, totalBytes: 48 * GiB },
          rootDisk: { usedBytes: 10 * GiB, totalBytes: 100 * GiB },
          startedAt: '2026-11-24T02:00:00.000Z',
        },
      },
      guests: {
        'qemu/100': {
          id: 'qemu/100',
          vmid: '100',
          type: 'qemu',
          name: 'guest-100',
          node: 'nexus',
          status: 'running',
          template: false,
          cpu: { fraction: 0.5, cores: 4 },
          memory: { usedBytes: 2 * GiB, totalBytes: 4 * GiB },
          disk: { totalBytes: 32 * GiB },
          startedAt: '2026-11-24T02:58:20.000Z',
          tags: [],
        },
        'qemu/101': expect.objectContaining({
          haState: 'started',
          tags: ['k8s', 'prod'],
          pool: 'platform',
        }),
      },
      storages: {},
    });
  });

  it('is the same whatever order Proxmox answers in', () => {
    const reversed = buildInventory(
      [...resources].reverse(),
      status,
      {},
      at(0),
    );
    expect(JSON.stringify(reversed)).toBe(JSON.stringify(first));
  });

  it('does not change with noise, nor with the clock', () => {
    const noisy = resources.map(row => ({
      ...row,
      cpu: row.cpu! + 0.004,
      mem: row.mem! + 1_000_000,
      uptime: row.uptime! + 8,
    }));
    expect(buildInventory(noisy, status, before(first), at(10))).toEqual(first);
  });

  it('follows a load that really changed', () => {
    const busy = [...resources.slice(1), guest(100, 'nexus', { cpu: 0.9 })];
    const next = buildInventory(busy, status, before(first), at(10));
    expect(next.guests['qemu/100'].cpu?.fraction).toBe(0.9);
  });

  describe('with a node that died', () => {
    const dead = [
      cluster,
      member('nexus', true),
      member('forge', false, '10.0.0.2'),
    ];
    const second = buildInventory(resources, dead, before(first), at(10));

    it('believes corosync and not the statistics', () => {
      expect(second.nodes.forge).toEqual({
        name: 'forge',
        status: 'offline',
        ip: '10.0.0.2',
        lastOnlineAt: at(0).toISOString(),
      });
      expect(second.nodes.nexus).toEqual(first.nodes.nexus);
    });

    it('marks its guests as last known, from when the node was there', () => {
      expect(second.guests['qemu/101']).toEqual({
        ...first.guests['qemu/101'],
        lastKnownAt: at(0).toISOString(),
      });
      expect(second.guests['qemu/100'].lastKnownAt).toBeUndefined();
    });

    it('keeps name, status and age when Proxmox forgets them after five minutes', () => {
      const forgotten = resources.map(row =>
        row.node === 'forge'
          ? {
              id: row.id,
              type: row.type,
              node: 'forge',
              vmid: row.vmid,
              status: 'unknown',
            }
          : row,
      );
      const third = buildInventory(
        forgotten,
        dead,
        before(second, 10),
        at(320),
      );
      expect(third.guests['qemu/101']).toMatchObject({
        name: 'guest-101',
        status: 'running',
        lastKnownAt: at(0).toISOString(),
        tags: ['k8s', 'prod'],
      });
      expect(third.nodes.forge.lastOnlineAt).toBe(at(0).toISOString());
    });

    it('knows nothing of guests that were never seen while it was there', () => {
      const fresh = buildInventory(resources, dead, {}, at(0));
      expect(fresh.guests['qemu/101']).toMatchObject({
        name: 'guest-101',
        status: 'unknown',
      });
      expect(fresh.guests['qemu/101'].lastKnownAt).toBeUndefined();
      expect(fresh.guests['qemu/101'].cpu).toBeUndefined();
    });

    it('takes a guest that HA started elsewhere as it is there', () => {
      const moved = resources.map(row =>
        row.vmid === 101 ? { ...row, node: 'nexus' } : row,
      );
      const third = buildInventory(moved, dead, before(second, 10), at(130));
      expect(third.guests['qemu/101']).toMatchObject({
        node: 'nexus',
        status: 'running',
      });
      expect(third.guests['qemu/101'].lastKnownAt).toBeUndefined();
    });

    it('forgets all of that when the node returns', () => {
      const third = buildInventory(
        resources,
        status,
        before(second, 10),
        at(600),
      );
      expect(third.nodes.forge.status).toBe('online');
      expect(third.nodes.forge.lastOnlineAt).toBeUndefined();
      expect(third.guests['qemu/101'].lastKnownAt).toBeUndefined();
    });
  });

  it('does not call a cluster quorate when that could not be read', () => {
    const blind = buildInventory(resources, undefined, before(first), at(10));
    expect(blind.cluster).toEqual({});
    expect(blind.nodes.nexus.status).toBe('online');
    expect(blind.nodes.nexus.ip).toBe('10.0.0.1');
  });

  it('knows a lone node', () => {
    const lone = buildInventory(
      [node('pve')],
      [member('pve', true)],
      {},
      at(0),
    );
    expect(lone.cluster).toEqual({ standalone: true });
  });

  it('lists a member that only the status knows', () => {
    const all = [...status, member('closet', false)];
    const next = buildInventory(resources, all, {}, at(0));
    expect(Object.keys(next.nodes)).toEqual(['closet', 'forge', 'nexus']);
    expect(next.nodes.closet.status).toBe('offline');
  });

  it('shows no load where the token may not see it, rather than zero', () => {
    const bare = {
      id: 'node/nexus',
      type: 'node',
      node: 'nexus',
      status: 'online',
    };
    const { nodes } = buildInventory([bare], status, {}, at(0));
    expect(nodes.nexus.cpu).toBeUndefined();
    expect(nodes.nexus.memory).toBeUndefined();
  });

  it.each([
    ['stopped', { status: 'stopped', template: false, cpu: 0, uptime: 0 }],
    ['a template', { status: 'stopped', template: true, cpu: 0, uptime: 0 }],
  ])('gives no load to a guest that is %s', (_, parts) => {
    const { guests } = buildInventory(
      [node('nexus'), guest(100, 'nexus', parts)],
      status,
      {},
      at(0),
    );
    expect(guests['qemu/100'].cpu).toBeUndefined();
    expect(guests['qemu/100'].startedAt).toBeUndefined();
    expect(guests['qemu/100'].template).toBe(Boolean(parts.template));
  });

  it('tells how full a container is, since Proxmox knows that', () => {
    const container = guest(200, 'nexus', {
      id: 'lxc/200',
      type: 'lxc',
      disk: 8 * GiB,
      maxdisk: 16 * GiB,
    });
    const { guests } = buildInventory(
      [node('nexus'), container],
      status,
      {},
      at(0),
    );
    expect(guests['lxc/200'].disk?.totalBytes).toBe(16 * GiB);
    expect(guests['lxc/200'].disk!.usedBytes! / GiB).toBeCloseTo(8, 0);
  });

  it('shows no use of a storage that is not available', () => {
    const storage = (onNode: string, state: string): ResourceRow => ({
      id: `storage/${onNode}/nfs`,
      type: 'storage',
      storage: 'nfs',
      node: onNode,
      status: state,
      plugintype: 'nfs',
      content: 'iso,backup',
      shared: true,
      disk: 5 * GiB,
      maxdisk: 10 * GiB,
    });
    const { storages } = buildInventory(
      [
        ...resources,
        storage('nexus', 'available'),
        storage('forge', 'unknown'),
      ],
      status,
      {},
      at(0),
    );
    expect(storages['storage/nexus/nfs']).toMatchObject({
      status: 'available',
      shared: true,
      type: 'nfs',
      content: ['backup', 'iso'],
      use: { usedBytes: 5 * GiB },
    });
    expect(storages['storage/forge/nfs']).toMatchObject({ status: 'unknown' });
    expect(storages['storage/forge/nfs'].use).toBeUndefined();
  });
});
