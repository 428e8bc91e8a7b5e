import type {
  GuestHistory,
  NodeHistory,
  StorageHistory,
  Timeframe,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  GuestHistoryRow,
  NodeHistoryRow,
  StorageHistoryRow,
} from '@reverb256/backstage-plugin-proxmox-node';

/** From one value to the next where the rows do not tell, in seconds (pve-cluster, RRD.pm). */
const USUAL_STEP: Record<Timeframe, number> = {
  hour: 60,
  day: 1800,
  week: 10_800,
  month: 43_200,
  year: 604_800,
};

/** More than Proxmox keeps of any timeframe: rows whose times make no sense must not become a million gaps. */
const MAX_VALUES = 5000;

type Column = (number | null)[];

/** The difference that is found most often: a missing row makes a larger one, never a smaller. */
function usualDifference(times: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (let i = 1; i < times.length; i++) {
    const difference = times[i] - times[i - 1];
    if (difference > 0) {
      counts.set(difference, (counts.get(difference) ?? 0) + 1);
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best?.[0];
}

/**
 * Turns rows into columns with a steady step. A row that is missing is a gap in each, and so is a value that Proxmox left
 * out of a row; a series that no row has is absent.
 */
function toColumns<R extends { time: number }, S extends string>(
  rows: readonly R[],
  timeframe: Timeframe,
  now: Date,
  fields: Record<S, keyof R & string>,
) {
  const sorted = [...rows].sort((a, b) => a.time - b.time);
  const stepSeconds =
    usualDifference(sorted.map(row => row.time)) ?? USUAL_STEP[timeframe];
  const last = sorted.at(-1)?.time;
  // The newest are kept.
  const from =
    last === undefined
      ? Math.floor(now.getTime() / 1000)
      : Math.max(sorted[0].time, last - (MAX_VALUES - 1) * stepSeconds);
  const length =
    last === undefined ? 0 : Math.round((last - from) / stepSeconds) + 1;
  const series: Partial<Record<S, Column>> = {};
  for (const [name, field] of Object.entries(fields) as [S, keyof R][]) {
    if (!sorted.some(row => row[field] !== undefined)) continue;
    const column: Column = Array(length).fill(null);
    for (const row of sorted) {
      const value = row[field];
      const index = Math.round((row.time - from) / stepSeconds);
      if (index >= 0 && typeof value === 'number') column[index] = value;
    }
    series[name] = column;
  }
  return {
    timeframe,
    from: new Date(from * 1000).toISOString(),
    stepSeconds,
    series,
  };
}

/** The history of a node, from its rows. */
export const toNodeHistory = (
  rows: readonly NodeHistoryRow[],
  timeframe: Timeframe,
  now: Date,
): NodeHistory =>
  toColumns(rows, timeframe, now, {
    cpuFraction: 'cpu',
    ioWaitFraction: 'iowait',
    memoryUsedBytes: 'memused',
    memoryTotalBytes: 'memtotal',
    swapUsedBytes: 'swapused',
    rootUsedBytes: 'rootused',
    rootTotalBytes: 'roottotal',
    netInBytesPerSecond: 'netin',
    netOutBytesPerSecond: 'netout',
    loadAverage: 'loadavg',
  });

/** The history of a guest, from its rows. */
export const toGuestHistory = (
  rows: readonly GuestHistoryRow[],
  timeframe: Timeframe,
  now: Date,
): GuestHistory =>
  toColumns(rows, timeframe, now, {
    cpuFraction: 'cpu',
    memoryUsedBytes: 'mem',
    memoryTotalBytes: 'maxmem',
    netInBytesPerSecond: 'netin',
    netOutBytesPerSecond: 'netout',
    diskReadBytesPerSecond: 'diskread',
    diskWriteBytesPerSecond: 'diskwrite',
  });

/** The history of a storage, from its rows. */
export const toStorageHistory = (
  rows: readonly StorageHistoryRow[],
  timeframe: Timeframe,
  now: Date,
): StorageHistory =>
  toColumns(rows, timeframe, now, { usedBytes: 'used', totalBytes: 'total' });
