import { drift, hash, hashText } from '../random.ts';
import { MiB, type GuestConfig, type NodeConfig } from './model.ts';

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
  disk: number;
  maxdisk: number;
  netin: number;
  netout: number;
}

const DAY = 86_400;

/** The day's wave: −1 in the small hours, 1 in the evening. */
function wave(time: number): number {
  return -Math.cos(((time % DAY) / DAY) * 2 * Math.PI - 0.6);
}

/**
 * A counter that grew since `from`: steady traffic with a daily wave and noise.
 * The noise over a tick is smaller than what comes in even at the wave's foot,
 * so it never runs backwards.
 */
function counter(
  seed: number,
  key: number,
  rate: number,
  from: number,
  to: number,
): number {
  const phase = (time: number) =>
    Math.sin(((time % DAY) / DAY) * 2 * Math.PI - 0.6);
  const steady = rate * (to - from);
  const daily = rate * 0.4 * (DAY / (2 * Math.PI)) * (phase(from) - phase(to));
  const noise = rate * 4 * hash(seed, key, Math.floor(to / 10));
  return Math.max(0, Math.floor(steady + daily + noise));
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
  if (guest.status === 'running') {
    const spike = hash(seed, vmid, tick) > 0.985 ? 0.35 : 0;
    const jitter = (hash(seed, vmid + 7, tick) - 0.5) * 0.012;
    const slow = (drift(seed, vmid, tick, 90) - 0.5) * 0.5 * guest.load;
    const level = guest.load * (1 + 0.3 * wave(time)) + slow + jitter + spike;
    entry.cpu = Math.min(1, Math.max(0.0011, level));
  }
  const fill =
    guest.memory +
    0.06 * (drift(seed, vmid + 3, tick, 360) - 0.5) +
    0.002 * hash(seed, vmid + 5, tick);
  entry.mem = Math.floor(guest.maxmem * Math.min(0.98, fill));
  entry.netin = counter(seed, vmid + 11, guest.traffic, from, time);
  entry.netout = counter(seed, vmid + 12, guest.traffic * 0.7, from, time);
  entry.diskread = counter(seed, vmid + 13, guest.traffic * 0.3, from, time);
  entry.diskwrite = counter(seed, vmid + 14, guest.traffic * 0.8, from, time);
  if (guest.type === 'qemu') {
    // What the host spent: the guest's memory once touched, and QEMU's own.
    entry.memhost = Math.min(
      Math.floor(guest.maxmem * 1.02),
      Math.floor(entry.mem * 1.12) + 96 * MiB,
    );
  } else {
    entry.disk = Math.floor(guest.maxdisk * guest.diskUsed);
  }
  return entry;
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
  return {
    time,
    uptime: time - from,
    cpu,
    wait: 0.001 + 0.006 * drift(seed, key + 1, tick, 30),
    loadavg: cpu * node.threads * (0.9 + 0.3 * hash(seed, key + 2, tick)),
    maxcpu: node.threads,
    mem: Math.floor(Math.min(node.maxmem * 0.985, mem)),
    maxmem: node.maxmem,
    disk: Math.floor(node.maxdisk * (0.12 + 0.05 * hash(seed, key, 3))),
    maxdisk: node.maxdisk,
    netin: counter(seed, key + 4, 900_000, from, time),
    netout: counter(seed, key + 5, 700_000, from, time),
  };
}
