import { hash, pick } from '../random.ts';
import {
  GiB,
  TiB,
  type GuestConfig,
  type Inventory,
  type NodeConfig,
} from './model.ts';

const HARDWARE = [
  {
    threads: 64,
    cores: 32,
    memory: 512,
    model: 'AMD EPYC 7513 32-Core Processor',
    mhz: '2600.000',
  },
  {
    threads: 128,
    cores: 64,
    memory: 1024,
    model: 'AMD EPYC 7713 64-Core Processor',
    mhz: '2000.000',
  },
  {
    threads: 48,
    cores: 24,
    memory: 384,
    model: 'Intel(R) Xeon(R) Gold 6342 CPU @ 2.80GHz',
    mhz: '2800.000',
  },
];

const ROLES = [
  'web',
  'api',
  'worker',
  'db',
  'cache',
  'queue',
  'build',
  'proxy',
  'mail',
  'dev',
];
const TEAMS = [
  'atlas',
  'borealis',
  'cobalt',
  'delta',
  'ember',
  'fjord',
  'granite',
  'harbor',
];

function nodeOf(seed: number, index: number, birth: number): NodeConfig {
  const random = hash(seed, index, 101);
  const { threads, cores, memory, model, mhz } = pick(HARDWARE, random);
  const rack = Math.floor((index - 4) / 20) + 1;
  const unit = ((index - 4) % 20) + 1;
  return {
    node: `r${String(rack).padStart(2, '0')}-u${String(unit).padStart(2, '0')}`,
    nodeid: index,
    ip: `10.25.${8 + Math.floor(index / 250)}.${(index % 250) + 1}`,
    threads,
    cores,
    model,
    mhz,
    maxmem: memory * GiB,
    maxdisk: 94 * GiB,
    hostmem: 0.04,
    bootedAt: birth - Math.floor(86_400 * (1 + random * 120)),
  };
}

function guestOf(
  seed: number,
  vmid: number,
  node: string,
  birth: number,
): GuestConfig {
  const random = (stream: number) => hash(seed, vmid, stream);
  const busy = random(11) < 0.08;
  const load = busy ? 0.4 + random(12) * 0.5 : random(12) * 0.12;
  const team = pick(TEAMS, random(13));
  const role = pick(ROLES, random(14));
  return {
    vmid,
    type: random(15) < 0.7 ? 'qemu' : 'lxc',
    name: `${team}-${role}-${vmid % 1000}`,
    node,
    status: random(16) < 0.06 ? 'stopped' : 'running',
    template: false,
    cores: pick([1, 2, 2, 4, 4, 8, 16], random(17)),
    maxmem: pick([1, 2, 4, 4, 8, 16, 32], random(18)) * GiB,
    maxdisk: pick([10, 20, 40, 80, 200], random(19)) * GiB,
    diskUsed: 0.2 + 0.6 * random(20),
    tags: `${team};${role}`,
    load,
    memory: 0.3 + 0.6 * random(21),
    traffic: Math.round(load * 2_000_000 * random(22)) + 500,
    startedAt: birth - Math.floor(86_400 * (0.1 + random(23) * 90)),
    createdAt: birth - Math.floor(86_400 * (91 + random(25) * 600)),
    agent: random(24) < 0.6,
  };
}

/**
 * Adds nodes and guests until there are this many of each. New nodes have no
 * endpoint of their own: the three of the lab forward to them.
 */
export function growInventory(
  inventory: Inventory,
  seed: number,
  birth: number,
  size: { nodes: number; guests: number },
): void {
  while (inventory.nodes.length < size.nodes) {
    inventory.nodes.push(nodeOf(seed, inventory.nodes.length + 1, birth));
  }
  const taken = new Set(inventory.guests.map(guest => guest.vmid));
  const grown = inventory.nodes.slice(3);
  const hosts = grown.length > 0 ? grown : inventory.nodes;
  let vmid = 10_000;
  while (inventory.guests.length < size.guests) {
    if (!taken.has(vmid)) {
      const host = hosts[Math.floor(hash(seed, vmid, 10) * hosts.length)];
      inventory.guests.push(guestOf(seed, vmid, host.node, birth));
    }
    vmid += 1;
  }
  growStorage(inventory);
}

/** The shared storage has room for what was added. */
function growStorage(inventory: Inventory): void {
  const total = inventory.guests.reduce((sum, guest) => sum + guest.maxdisk, 0);
  for (const storage of inventory.storages) {
    if (storage.type !== 'rbd') continue;
    const size = Math.max(3.4 * TiB, total * 1.6);
    storage.maxdisk = () => size;
  }
}
