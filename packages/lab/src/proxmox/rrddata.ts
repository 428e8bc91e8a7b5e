import type { Cluster } from './cluster.ts';
import { guestValues, nodeValues } from './load.ts';
import { GiB, type GuestConfig } from './model.ts';

/** pve-cluster RRD.pm create_rrd_data: step in seconds and number of steps. */
const TIMEFRAMES: Record<string, [step: number, count: number]> = {
  hour: [60, 60],
  day: [60, 1440],
  week: [1800, 336],
  month: [1800, 1440],
  year: [21_600, 1440],
  decade: [604_800, 570],
};

/**
 * A node's history, computed: the model's values at those times. The last
 * window has no values yet, nor has a time at which the node was not there.
 */
export function nodeHistory(
  cluster: Cluster,
  name: string,
  timeframe: string,
): Record<string, number>[] {
  const node = cluster.node(name);
  if (!node) return [];
  const [step, count] = TIMEFRAMES[timeframe];
  const end = Math.floor(cluster.clock.seconds() / step) * step;
  const silent = cluster.outage(name)?.since ?? Infinity;
  const guests = cluster.inventory.guests.filter(guest => guest.node === name);
  const rows: Record<string, number>[] = [];
  for (let time = end - count * step; time < end; time += step) {
    const row: Record<string, number> = { time };
    const known = time >= node.bootedAt && time < silent && time < end - step;
    if (known) {
      const values = nodeValues(
        cluster.seed,
        node,
        sum(cluster, guests, time),
        time,
      );
      Object.assign(row, {
        cpu: values.cpu,
        iowait: values.wait,
        loadavg: values.loadavg,
        maxcpu: values.maxcpu,
        memused: values.mem,
        memtotal: values.maxmem,
        memavailable: values.maxmem - values.mem,
        swaptotal: 8 * GiB,
        swapused: 0,
        rootused: values.disk,
        roottotal: values.maxdisk,
        netin: 900_000 * (0.8 + 0.4 * values.cpu),
        netout: 700_000 * (0.8 + 0.4 * values.cpu),
      });
    }
    rows.push(row);
  }
  return rows;
}

function sum(
  cluster: Cluster,
  guests: GuestConfig[],
  time: number,
): { cpu: number; mem: number } {
  const total = { cpu: 0, mem: 0 };
  for (const guest of guests) {
    const values = guestValues(cluster.seed, guest, time);
    total.cpu += values.cpu * guest.cores;
    total.mem += guest.type === 'qemu' ? values.memhost : values.mem;
  }
  return total;
}
