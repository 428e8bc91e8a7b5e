import { hash, hashText } from '../random.ts';
import { GUEST_TABLE, type GuestRow } from './guest-table.ts';
import {
  GiB,
  type GuestConfig,
  type HaResource,
  type Inventory,
  type NodeConfig,
} from './model.ts';
import { createStorages } from './storage/storages.ts';

const DAY = 86_400;
/** Days since they were made, of those that have no long history. */
const NEW_GUESTS: Record<number, number> = { 151: 5, 240: 1400, 112: 21 };

function nodes(seed: number, birth: number): NodeConfig[] {
  const booted = (node: string, days: number) =>
    birth - Math.floor((0.4 + hash(seed, hashText(node))) * days * DAY);
  return [
    {
      node: 'nexus',
      nodeid: 1,
      ip: '10.25.6.11',
      threads: 24,
      cores: 12,
      model: 'AMD Ryzen 9 5900X 12-Core Processor',
      mhz: '3693.062',
      maxmem: 48 * GiB,
      maxdisk: 94 * GiB,
      hostmem: 0.1,
      bootedAt: booted('nexus', 40),
    },
    {
      node: 'forge',
      nodeid: 2,
      ip: '10.25.6.12',
      threads: 6,
      cores: 6,
      model: 'Intel(R) Core(TM) i5-9500 CPU @ 3.00GHz',
      mhz: '3000.000',
      maxmem: 32 * GiB,
      maxdisk: 94 * GiB,
      hostmem: 0.12,
      bootedAt: booted('forge', 60),
    },
    {
      node: 'closet',
      nodeid: 3,
      ip: '10.25.6.13',
      threads: 16,
      cores: 8,
      model: 'AMD Ryzen 7 5700U with Radeon Graphics',
      mhz: '1796.621',
      maxmem: 16 * GiB,
      maxdisk: 68 * GiB,
      hostmem: 0.16,
      bootedAt: booted('closet', 25),
    },
  ];
}

function guestOf(row: GuestRow, seed: number, birth: number): GuestConfig {
  const { vmid } = row;
  const random = hash(seed, vmid, 1);
  return {
    vmid,
    type: row.kind === 'vm' ? 'qemu' : 'lxc',
    name: row.name,
    node: row.node,
    status: row.stopped ? 'stopped' : 'running',
    template: row.template,
    cores: row.cores,
    maxmem: row.memory * GiB,
    maxdisk: row.disk * GiB,
    diskUsed: 0.25 + 0.5 * hash(seed, vmid, 2),
    tags: row.tags,
    pool: row.pool,
    load: row.load,
    memory: 0.35 + 0.45 * hash(seed, vmid, 3),
    traffic: Math.round((0.05 + row.load * 4) * 400_000 * (0.5 + random)),
    startedAt: birth - Math.floor(DAY * (0.5 + random * 9)),
    createdAt:
      birth -
      Math.floor(DAY * (NEW_GUESTS[vmid] ?? 60 + 800 * hash(seed, vmid, 4))),
    agent: row.agent,
    pendingSince: birth - 3600,
  };
}

function haResourceOf({ vmid, kind, name }: GuestRow): HaResource {
  return {
    sid: `${kind}:${vmid}`,
    vmid,
    type: kind,
    state: 'started',
    max_restart: 1,
    max_relocate: 1,
    failback: true,
    comment: `${name} moves when its node is lost`,
  };
}

/** The cluster as it stands at the start: the same for the same seed and birth. */
export function createInventory(seed: number, birth: number): Inventory {
  return {
    cluster: 'reverb256',
    nodes: nodes(seed, birth),
    guests: GUEST_TABLE.map(row => guestOf(row, seed, birth)),
    storages: createStorages(birth),
    pools: [
      { poolid: 'home', comment: 'The household', storages: [] },
      { poolid: 'network', comment: 'DNS and routing', storages: [] },
      {
        poolid: 'platform',
        comment: 'Kubernetes and what carries it',
        storages: ['ceph-vm'],
      },
    ],
    ha: GUEST_TABLE.filter(row => row.ha).map(haResourceOf),
  };
}
