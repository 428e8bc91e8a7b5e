import { drift, hashText } from '../../random.ts';
import type { Cluster } from '../cluster.ts';
import { nodePace, nodeValues, SWAP_BYTES } from '../load.ts';
import { GiB, type GuestConfig, type NodeConfig } from '../model.ts';
import { pressureOf } from '../pressure.ts';
import { rateOf } from '../rhythm.ts';
import { valuesAt } from './guest-history.ts';
import { nodeRanAt } from './past.ts';
import { noSuchFile, series, type Row } from './series.ts';

/** Of a node with more guests than these, so many stand for all. */
const MOST_GUESTS = 60;

function sumAt(
  cluster: Cluster,
  guests: GuestConfig[],
  time: number,
): { cpu: number; mem: number } {
  const some = guests.slice(0, MOST_GUESTS);
  const factor = some.length > 0 ? guests.length / some.length : 0;
  const total = { cpu: 0, mem: 0 };
  for (const guest of some) {
    if (time < guest.createdAt) continue;
    const values = valuesAt(cluster, guest, time);
    total.cpu += factor * values.cpu * guest.cores;
    total.mem += factor * (guest.type === 'qemu' ? values.memhost : values.mem);
  }
  return total;
}

function sampleOf(
  cluster: Cluster,
  node: NodeConfig,
  guests: GuestConfig[],
  time: number,
): Row | undefined {
  if (!nodeRanAt(cluster, node, time)) return undefined;
  const { seed, generation } = cluster;
  const values = nodeValues(seed, node, sumAt(cluster, guests, time), time);
  const key = hashText(node.node);
  const { pressurecpufull: _, ...pressure } = pressureOf(
    seed,
    key,
    values.cpu,
    values.wait,
    time,
  );
  const arc = 3 * GiB * drift(seed, key + 3, Math.floor(time / 10), 900);
  return {
    cpu: values.cpu,
    iowait: values.wait,
    loadavg: values.loadavg,
    maxcpu: values.maxcpu,
    memused: values.mem,
    memtotal: values.maxmem,
    swaptotal: SWAP_BYTES,
    swapused: values.swap,
    rootused: values.disk,
    roottotal: values.maxdisk,
    netin: rateOf(nodePace(seed, node, 'netin'), time, 60),
    netout: rateOf(nodePace(seed, node, 'netout'), time, 60),
    ...(generation.pve !== '8' && {
      memavailable: values.maxmem - values.mem,
      arcsize: node.node === 'closet' ? 0 : arc,
      ...pressure,
    }),
  };
}

/** A node's history by time frame and consolidation: its guests' load and its own. */
export function nodeHistory(
  cluster: Cluster,
  name: string,
  { timeframe, cf }: Record<string, string>,
): Row[] {
  const node = cluster.node(name);
  if (!node) throw noSuchFile(cluster, 'node', name);
  const guests = cluster.inventory.guests.filter(guest => guest.node === name);
  return series(cluster, {
    timeframe,
    cf,
    key: hashText(name),
    cost: Math.min(guests.length, MOST_GUESTS),
    sample: time => sampleOf(cluster, node, guests, time),
  });
}
