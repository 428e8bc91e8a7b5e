import { drift, hash, hashText } from '../random.ts';
import { GiB, MiB, type GuestConfig, type NodeConfig } from './model.ts';
import {
  backupOf,
  counter,
  DAY,
  isDuring,
  wave,
  week,
  type Pace,
} from './rhythm.ts';

/** A guest's entry of the RRD dump (pve-manager API2Tools.pm extract_vm_stats). */
export interface GuestRrd {
  time: number;
  uptime: number;
  name: string;
  status: string;
  template: number;
  maxcpu: number;
  cpu: number;
  maxmem: number;
  mem: number;
  maxdisk: number;
  disk: number;
  netin: number;
  netout: number;
  diskread: number;
  diskwrite: number;
  memhost: number;
}

/** A node's entry of the RRD dump, and what /nodes/{node}/status and rrddata add to it. */
export interface NodeRrd {
  time: number;
  uptime: number;
  cpu: number;
  wait: number;
  loadavg: number;
  maxcpu: number;
  mem: number;
  maxmem: number;
  swap: number;
  disk: number;
  maxdisk: number;
  netin: number;
  netout: number;
}

/** Every node's swap. */
export const SWAP_BYTES = 8 * GiB;

export type GuestCounter = 'netin' | 'netout' | 'diskread' | 'diskwrite';

const COUNTERS: Record<GuestCounter, { key: number; share: number }> = {
  netin: { key: 11, share: 1 },
  netout: { key: 12, share: 0.7 },
  diskread: { key: 13, share: 0.3 },
  diskwrite: { key: 14, share: 0.8 },
};

/** A guest's turn in the nightly backup. */
export function guestBackup(seed: number, guest: GuestConfig) {
  const bytes = Math.min(guest.maxdisk * 0.3, 60 * GiB);
  return backupOf(seed, guest.vmid, bytes);
}

/** The pace of one of a guest's counters: the backup reads its disks. */
export function guestPace(
  seed: number,
  guest: GuestConfig,
  name: GuestCounter,
): Pace {
  const { key, share } = COUNTERS[name];
  return {
    seed,
    key: guest.vmid + key,
    rate: guest.traffic * share,
    ...(name === 'diskread' && { nightly: guestBackup(seed, guest) }),
  };
}

/** Mean CPU with the day, the week, bursts of a quarter of an hour and peaks of a tick. */
function cpuOf(seed: number, guest: GuestConfig, time: number): number {
  const { vmid, load } = guest;
  const tick = Math.floor(time / 10);
  const spike = hash(seed, vmid, tick) > 0.985 ? 0.35 : 0;
  const jitter = (hash(seed, vmid + 7, tick) - 0.5) * 0.012;
  const slow = (drift(seed, vmid, tick, 90) - 0.5) * 0.5 * load;
  const chance = hash(seed, vmid + 17, Math.floor(time / 900));
  const burst = chance > 0.97 ? load * (0.3 + 20 * (chance - 0.97)) : 0;
  const backup = isDuring(guestBackup(seed, guest), time) ? 0.05 : 0;
  const rhythm = (1 + 0.3 * wave(time)) * (0.5 + 0.5 * week(time));
  const level = load * rhythm + slow + jitter + spike + burst + backup;
  return Math.min(1, Math.max(0.0011, level));
}

export function guestValues(
  seed: number,
  guest: GuestConfig,
  time: number,
): GuestRrd {
  const { vmid } = guest;
  const entry: GuestRrd = {
    time,
    uptime: 0,
    name: guest.name,
    status: guest.status,
    template: guest.template ? 1 : 0,
    maxcpu: guest.cores,
    cpu: 0,
    maxmem: guest.maxmem,
    mem: 0,
    maxdisk: guest.maxdisk,
    disk: 0,
    netin: 0,
    netout: 0,
    diskread: 0,
    diskwrite: 0,
    memhost: 0,
  };
  if (guest.status === 'stopped') return entry;
  const tick = Math.floor(time / 10);
  const from = Math.min(guest.startedAt, time);
  entry.uptime = time - from;
  if (guest.status === 'running') entry.cpu = cpuOf(seed, guest, time);
  const fill =
    guest.memory +
    0.06 * (drift(seed, vmid + 3, tick, 360) - 0.5) +
    0.002 * hash(seed, vmid + 5, tick);
  entry.mem = Math.floor(guest.maxmem * Math.min(0.98, fill));
  for (const name of Object.keys(COUNTERS) as GuestCounter[]) {
    entry[name] = counter(guestPace(seed, guest, name), from, time);
  }
  if (guest.type === 'qemu') {
    // What the host spent: the guest's memory once touched, and QEMU's own.
    entry.memhost = Math.min(
      Math.floor(guest.maxmem * 1.02),
      Math.floor(entry.mem * 1.12) + 96 * MiB,
    );
  } else {
    entry.disk = diskUse(guest, time);
  }
  return entry;
}

/** A container's file system fills slowly in its first years. */
function diskUse(guest: GuestConfig, time: number): number {
  const age = Math.max(0, time - guest.createdAt) / (1000 * DAY);
  const full = 0.7 + 0.3 * Math.min(1, age);
  return Math.floor(guest.maxdisk * guest.diskUsed * full);
}

/** A node's own traffic: its guests', and backups to the NAS at night. */
export function nodePace(
  seed: number,
  node: NodeConfig,
  name: 'netin' | 'netout',
): Pace {
  const key = hashText(node.node);
  if (name === 'netin') return { seed, key: key + 4, rate: 900_000 };
  const nightly = backupOf(seed, key, 60 * GiB);
  return { seed, key: key + 5, rate: 700_000, nightly };
}

export function nodeValues(
  seed: number,
  node: NodeConfig,
  guests: { cpu: number; mem: number },
  time: number,
): NodeRrd {
  const key = hashText(node.node);
  const tick = Math.floor(time / 10);
  const host = 0.012 + 0.01 * hash(seed, key, tick);
  const cpu = Math.min(1, guests.cpu / node.threads + host);
  const mem = guests.mem + node.maxmem * node.hostmem;
  const from = Math.min(node.bootedAt, time);
  const outgoing = nodePace(seed, node, 'netout');
  const isBackup = outgoing.nightly && isDuring(outgoing.nightly, time);
  const waiting = drift(seed, key + 1, tick, 30);
  const month = (time % (30 * DAY)) / (30 * DAY);
  return {
    time,
    uptime: time - from,
    cpu,
    wait: 0.001 + 0.006 * waiting + (isBackup ? 0.03 + 0.05 * waiting : 0),
    loadavg: cpu * node.threads * (0.9 + 0.3 * hash(seed, key + 2, tick)),
    maxcpu: node.threads,
    mem: Math.floor(Math.min(node.maxmem * 0.985, mem)),
    maxmem: node.maxmem,
    swap: Math.floor(SWAP_BYTES * 0.03 * drift(seed, key + 9, tick, 8640)),
    disk: Math.floor(
      node.maxdisk * (0.12 + 0.05 * hash(seed, key, 3) + 0.012 * month),
    ),
    maxdisk: node.maxdisk,
    netin: counter(nodePace(seed, node, 'netin'), from, time),
    netout: counter(outgoing, from, time),
  };
}
