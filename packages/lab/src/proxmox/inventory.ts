import { hash, hashText } from '../random.ts';
import {
  GiB,
  TiB,
  type GuestConfig,
  type GuestStatus,
  type HaResource,
  type Inventory,
  type NodeConfig,
  type StorageConfig,
} from './model.ts';

const DAY = 86_400;

type GuestRow = [
  vmid: number,
  type: 'vm' | 'ct',
  name: string,
  node: string,
  cores: number,
  memory: number,
  disk: number,
  load: number,
  pool: string,
  tags: string,
  marks?: string,
];

// Marks: s stopped, t template, h HA-managed, l locked by a backup, a guest agent.
const GUESTS: GuestRow[] = [
  [100, 'vm', 'talos-cp-1', 'nexus', 4, 6, 40, 0.22, 'platform', 'k8s;talos;control-plane', 'a'],
  [101, 'vm', 'talos-cp-2', 'forge', 2, 6, 40, 0.28, 'platform', 'k8s;talos;control-plane', 'a'],
  [102, 'vm', 'talos-cp-3', 'closet', 4, 4, 40, 0.24, 'platform', 'k8s;talos;control-plane', 'a'],
  [110, 'vm', 'talos-worker-1', 'nexus', 8, 12, 120, 0.35, 'platform', 'k8s;talos;worker', 'a'],
  [111, 'vm', 'talos-worker-2', 'forge', 2, 8, 120, 0.46, 'platform', 'k8s;talos;worker', 'a'],
  [112, 'vm', 'talos-worker-3', 'closet', 6, 5, 120, 0.31, 'platform', 'k8s;talos;worker', 'a'],
  [120, 'vm', 'vault-1', 'nexus', 2, 2, 20, 0.04, 'platform', 'vault;critical', 'ah'],
  [121, 'vm', 'vault-2', 'forge', 2, 2, 20, 0.03, 'platform', 'vault;critical', 'ah'],
  [122, 'vm', 'vault-3', 'closet', 2, 1, 20, 0.03, 'platform', 'vault;critical', 'ah'],
  [130, 'vm', 'build-runner', 'nexus', 12, 8, 200, 0.58, 'platform', 'ci', 'a'],
  [140, 'vm', 'homeassistant', 'forge', 2, 4, 64, 0.12, 'home', 'home;critical', 'ah'],
  [150, 'vm', 'win11-desk', 'nexus', 8, 16, 256, 0, 'home', 'desktop', 's'],
  [151, 'vm', 'opnsense-spare', 'closet', 2, 2, 32, 0, 'network', 'router', 's'],
  [200, 'ct', 'dns-1', 'nexus', 1, 0.5, 8, 0.02, 'network', 'dns;critical', 'h'],
  [201, 'ct', 'dns-2', 'closet', 1, 0.5, 8, 0.02, 'network', 'dns;critical'],
  [210, 'ct', 'grafana', 'forge', 2, 1, 16, 0.07, 'platform', 'monitoring', 'h'],
  [211, 'ct', 'victoria-metrics', 'nexus', 4, 4, 200, 0.19, 'platform', 'monitoring'],
  [212, 'ct', 'loki', 'forge', 2, 2, 160, 0.15, 'platform', 'monitoring'],
  [220, 'ct', 'gitea', 'nexus', 2, 2, 64, 0.05, 'platform', 'git'],
  [221, 'ct', 'postgres', 'nexus', 4, 4, 96, 0.17, 'platform', 'database;critical'],
  [230, 'ct', 'paperless', 'closet', 2, 1, 48, 0.04, 'home', 'home'],
  [231, 'ct', 'jellyfin', 'closet', 4, 2, 32, 0.11, 'home', 'home;media'],
  [240, 'ct', 'wiki-old', 'closet', 1, 1, 16, 0, 'home', 'legacy', 's'],
  [9000, 'vm', 'debian-13-cloud', 'nexus', 2, 2, 4, 0, 'platform', 'template', 't'],
  [9001, 'vm', 'talos-1.11', 'nexus', 2, 2, 10, 0, 'platform', 'template;talos', 't'],
];

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

export const STORAGES: StorageConfig[] = [
  {
    storage: 'local',
    type: 'dir',
    content: 'backup,import,iso,vztmpl',
    shared: false,
    options: { path: '/var/lib/vz' },
    maxdisk: node => node.maxdisk,
    used: 0.31,
  },
  {
    storage: 'local-lvm',
    type: 'lvmthin',
    content: 'images,rootdir',
    shared: false,
    options: { vgname: 'pve', thinpool: 'data' },
    maxdisk: node => node.maxdisk * 8,
    used: 0.54,
  },
  {
    storage: 'nas',
    type: 'nfs',
    content: 'backup,iso,vztmpl',
    shared: true,
    options: {
      path: '/mnt/pve/nas',
      server: '10.25.6.20',
      export: '/volume1/proxmox',
      options: 'vers=4.2',
      'prune-backups': 'keep-daily=7,keep-weekly=4',
    },
    maxdisk: () => 14 * TiB,
    used: 0.63,
  },
  {
    storage: 'ceph-vm',
    type: 'rbd',
    content: 'images,rootdir',
    shared: true,
    options: { pool: 'ceph-vm', krbd: 0 },
    maxdisk: () => 3.4 * TiB,
    used: 0.47,
  },
];

function guestOf(row: GuestRow, seed: number, birth: number): GuestConfig {
  const [vmid, type, name, node, cores, memory, disk, load, pool, tags] = row;
  const marks = row[10] ?? '';
  const template = marks.includes('t');
  const stopped = template || marks.includes('s');
  const random = hash(seed, vmid, 1);
  const status: GuestStatus = stopped ? 'stopped' : 'running';
  return {
    vmid,
    type: type === 'vm' ? 'qemu' : 'lxc',
    name,
    node,
    status,
    template,
    cores,
    maxmem: memory * GiB,
    maxdisk: disk * GiB,
    diskUsed: 0.25 + 0.5 * hash(seed, vmid, 2),
    tags,
    pool,
    load,
    memory: 0.35 + 0.45 * hash(seed, vmid, 3),
    traffic: Math.round((0.05 + load * 4) * 400_000 * (0.5 + random)),
    startedAt: birth - Math.floor(DAY * (0.5 + random * 9)),
    agent: marks.includes('a'),
  };
}

function haResourceOf(row: GuestRow): HaResource {
  const [vmid, type, name] = row;
  return {
    sid: `${type}:${vmid}`,
    vmid,
    type,
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
    guests: GUESTS.map(row => guestOf(row, seed, birth)),
    storages: STORAGES,
    pools: [
      { poolid: 'home', comment: 'The household', storages: [] },
      { poolid: 'network', comment: 'DNS and routing', storages: [] },
      {
        poolid: 'platform',
        comment: 'Kubernetes and what carries it',
        storages: ['ceph-vm'],
      },
    ],
    ha: GUESTS.filter(row => row[10]?.includes('h')).map(haResourceOf),
  };
}
