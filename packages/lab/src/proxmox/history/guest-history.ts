import type { Cluster } from '../cluster.ts';
import { guestPace, guestValues, type GuestCounter } from '../load.ts';
import type { GuestConfig } from '../model.ts';
import { pressureOf } from '../pressure.ts';
import { rateOf } from '../rhythm.ts';
import { guestStatusAt, nodeRanAt } from './past.ts';
import { noSuchFile, series, type Row } from './series.ts';

const COUNTERS: GuestCounter[] = ['netin', 'netout', 'diskread', 'diskwrite'];

/** The values of a guest at a time as if it had run then: started long before. */
export function valuesAt(cluster: Cluster, guest: GuestConfig, time: number) {
  const status = guestStatusAt(cluster, guest, time);
  const startedAt = Math.min(guest.startedAt, time - 3600);
  return guestValues(cluster.seed, { ...guest, status, startedAt }, time);
}

function sampleOf(
  cluster: Cluster,
  guest: GuestConfig,
  time: number,
): Row | undefined {
  const node = cluster.node(guest.node);
  if (!node || time < guest.createdAt) return undefined;
  if (!nodeRanAt(cluster, node, time)) return undefined;
  const values = valuesAt(cluster, guest, time);
  const { maxcpu, maxmem, maxdisk, disk } = values;
  const size = { maxcpu, maxmem, maxdisk, disk };
  // Of a guest that is stopped pvestatd sends nothing else (`U`).
  if (values.status === 'stopped') return size;
  const { seed, generation } = cluster;
  const { cpu, mem, memhost } = values;
  return {
    ...size,
    cpu,
    mem,
    ...Object.fromEntries(
      COUNTERS.map(name => [
        name,
        rateOf(guestPace(seed, guest, name), time, 60),
      ]),
    ),
    ...(generation.pve !== '8' && {
      ...(guest.type === 'qemu' && { memhost }),
      ...pressureOf(seed, guest.vmid, cpu, 0, time),
    }),
  };
}

/** A guest's history by time frame and consolidation. The guest may be on any node. */
export function guestHistory(
  cluster: Cluster,
  vmid: number,
  { timeframe, cf }: Record<string, string>,
): Row[] {
  const guest = cluster.guest(vmid);
  if (!guest) throw noSuchFile(cluster, 'vm', String(vmid));
  return series(cluster, {
    timeframe,
    cf,
    key: vmid,
    cost: 1,
    sample: time => sampleOf(cluster, guest, time),
  });
}
