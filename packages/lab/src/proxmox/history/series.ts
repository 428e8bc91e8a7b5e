import { hash } from '../../random.ts';
import type { Cluster } from '../cluster.ts';
import { died } from '../errors.ts';

/** pve-cluster RRD.pm create_rrd_data: seconds of a step, and how many of them. */
type Timeframes = Record<string, [step: number, count: number]>;

const TIMEFRAMES: Timeframes = {
  hour: [60, 60],
  day: [60, 1440],
  week: [1800, 336],
  month: [1800, 1440],
  year: [21_600, 1440],
  decade: [604_800, 570],
};

/** Of the files that version 8 has (RRD.pm of pve-cluster 8.1). */
const TIMEFRAMES_8: Timeframes = {
  hour: [60, 70],
  day: [1800, 70],
  week: [10_800, 70],
  month: [43_200, 70],
  year: [604_800, 70],
};

/** A row: `time` is the window's beginning; what is not known is absent. */
export type Row = Record<string, number>;

export interface SeriesOptions {
  timeframe: string;
  cf?: string;
  /** Names the series, so that two of them do not miss the same windows. */
  key: number;
  /** What one look at the model costs, in looks at one guest. */
  cost: number;
  /** The values at a time; undefined where nobody measured. */
  sample(time: number): Row | undefined;
}

/** Looks at one guest that an answer may cost, and looks into one window at most. */
const BUDGET = 60_000;
const MOST_SAMPLES = 12;

/** Of the windows' samples: RRD knows a window of which at least half is known (xff 0.5). */
function consolidate(samples: (Row | undefined)[], isMax: boolean): Row {
  const row: Row = {};
  const names = new Set(samples.flatMap(sample => Object.keys(sample ?? {})));
  for (const name of names) {
    const values = samples
      .map(sample => sample?.[name])
      .filter(value => value !== undefined);
    if (values.length * 2 < samples.length) continue;
    row[name] = isMax
      ? Math.max(...values)
      : values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  return row;
}

/**
 * A history of values, computed: each window is looked at up to twelve times,
 * so that an average of six hours flattens what a minute shows, and a maximum
 * keeps it. The newest window comes late.
 */
export function series(cluster: Cluster, options: SeriesOptions): Row[] {
  const isOld = cluster.generation.pve === '8';
  const { timeframe, cf, key, cost, sample } = options;
  const [step, count] = (isOld ? TIMEFRAMES_8 : TIMEFRAMES)[timeframe];
  const now = cluster.clock.seconds();
  const end = Math.floor(now / step) * step;
  const affordable = Math.floor(BUDGET / (count * Math.max(1, cost)));
  const looks = Math.min(
    Math.max(1, affordable),
    Math.ceil(step / 10),
    MOST_SAMPLES,
  );
  const lag = 20 + 50 * hash(cluster.seed, key, end / step);
  const rows: Row[] = [];
  for (let time = end - count * step; time < end; time += step) {
    const samples =
      time + step + lag > now
        ? []
        : Array.from({ length: looks }, (_, index) =>
            sample(time + Math.floor(((index + 0.5) * step) / looks)),
          );
    rows.push({ time, ...consolidate(samples, cf === 'MAX') });
  }
  // Since pve-cluster 9.0.7 the newest window is left out while it is empty.
  const last = rows[rows.length - 1];
  if (!isOld && Object.keys(last).length === 1) rows.pop();
  return rows;
}

/** RRD.pm: what there is no file of. */
export function noSuchFile(cluster: Cluster, kind: string, name: string) {
  const schema = cluster.generation.pve === '8' ? 'pve2' : 'pve';
  const version = cluster.generation.pve === '8' ? '' : '-9.0';
  return died(
    `RRD error: opening '/var/lib/rrdcached/db/${schema}-${kind}${version}/${name}': No such file or directory`,
  );
}
