import type { StorageHistory } from './history';
import { medianOf, theilSen, type Point } from './theil-sen';

/**
 * Why nothing is said of when a storage is full:
 *
 * - `too-little-history`: less than seven days, or more than 40% of the values are not known, or the newest ones
 * - `total-changed`: the storage was made larger or smaller
 * - `steady`: it shrinks, or does not grow by more than it moves anyway
 * - `up-and-down`: it is filled and emptied again, as by pruning
 * - `uneven`: it grows by jumps, or by another pace now than before
 * - `far`: it grows so slowly that the history is too short to look so far ahead
 * - `full`: it is full
 *
 * @public
 */
export type NoEstimate =
  | 'too-little-history'
  | 'total-changed'
  | 'steady'
  | 'up-and-down'
  | 'uneven'
  | 'far'
  | 'full';

/** When a storage will be full, if it goes on as it did, or why that cannot be said. @public */
export type GrowthEstimate =
  | {
      kind: 'estimate';
      bytesPerDay: number;
      /** From the newest value on. */
      daysUntilFull: number;
      /** The bounds of `daysUntilFull`. */
      earliestDays: number;
      latestDays: number;
      /** How many days of history it is made from. */
      fromDays: number;
    }
  | { kind: 'none'; reason: NoEstimate; fromDays: number };

const DAY_SECONDS = 86_400;
const LEAST_DAYS = 7;
const LEAST_KNOWN = 0.6;
/** Points are gathered until there are at most as many: the fit's cost grows with their square. */
const MOST_POINTS = 60;
const LEAST_POINTS = 12;
/** Less than this part of the total is no movement. */
const STILL = 0.005;
/** Down by this part of its whole range is a fall, and not noise. */
const FALL = 0.25;
/** The spread around the line may be this part of the growth. */
const MOST_SPREAD = 0.35;
/** The bounds may be so many times apart. */
const MOST_APART = 4;
/** How far ahead one may look, in lengths of the history. */
const MOST_AHEAD = 10;

interface Known {
  points: Point[];
  totals: number[];
  /** The part of the values that is known. */
  share: number;
  /** The part of the time, at its end, of which nothing is known. */
  silence: number;
}

function knownOf({ series, stepSeconds }: StorageHistory): Known {
  const used = series.usedBytes ?? [];
  const totals: number[] = [];
  const points = used.flatMap((y, i) => {
    const total = series.totalBytes?.[i];
    if (typeof total === 'number' && total > 0) totals.push(total);
    return typeof y === 'number' && Number.isFinite(y)
      ? [{ x: (i * stepSeconds) / DAY_SECONDS, y }]
      : [];
  });
  const last = used.length - 1;
  const newest = points.length ? points[points.length - 1].x : 0;
  const end = (last * stepSeconds) / DAY_SECONDS;
  return {
    points,
    totals,
    share: used.length ? points.length / used.length : 0,
    silence: end > 0 ? (end - newest) / end : 1,
  };
}

const midOf = (values: readonly number[]) =>
  medianOf([...values].sort((a, b) => a - b));

/** By how much the end is above the start. */
function netOf(values: readonly number[]): number {
  const few = Math.ceil(values.length / 6);
  return midOf(values.slice(-few)) - midOf(values.slice(0, few));
}

/** Few enough points: the medians of groups of neighbours. */
function gather(points: readonly Point[]): Point[] {
  const few = Math.ceil(points.length / MOST_POINTS);
  // The median of two is their mean, which a single wild value moves.
  const size = few === 2 ? 3 : few;
  const groups: Point[] = [];
  for (let i = 0; i < points.length; i += size) {
    const group = points.slice(i, i + size);
    groups.push({
      x: midOf(group.map(({ x }) => x)),
      y: midOf(group.map(({ y }) => y)),
    });
  }
  return groups;
}

/** How often it fell by more than the threshold before it rose by as much again. */
function countFalls(points: readonly Point[], threshold: number): number {
  let falls = 0;
  let top = points[0].y;
  let bottom = points[0].y;
  let isFalling = false;
  for (const { y } of points) {
    if (isFalling) {
      bottom = Math.min(bottom, y);
      if (y - bottom >= threshold) {
        isFalling = false;
        top = y;
      }
    } else {
      top = Math.max(top, y);
      if (top - y >= threshold) {
        falls += 1;
        isFalling = true;
        bottom = y;
      }
    }
  }
  return falls;
}

/** The largest step between neighbours, as a part of the whole range. */
function largestJump(points: readonly Point[], range: number): number {
  return Math.max(
    ...points.slice(1).map(({ y }, i) => Math.abs(y - points[i].y) / range),
  );
}

function spreadOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))];
  return at(0.95) - at(0.05);
}

/**
 * Estimates when a storage is full from its history, by a Theil–Sen line and its bounds, which are widened to hold the
 * pace of the older and of the newer half. It says nothing rather than something that the history does not bear out: a
 * wrong date is worse than none.
 *
 * @param history - of a month or more; a shorter one is too little
 * @public
 */
export function estimateGrowth(history: StorageHistory): GrowthEstimate {
  const { points: all, totals, share, silence } = knownOf(history);
  const span = all.length ? all[all.length - 1].x - all[0].x : 0;
  const fromDays = Math.round(span);
  const none = (reason: NoEstimate): GrowthEstimate => ({
    kind: 'none',
    reason,
    fromDays,
  });

  if (
    span < LEAST_DAYS ||
    share < LEAST_KNOWN ||
    silence > 0.1 ||
    totals.length === 0
  ) {
    return none('too-little-history');
  }
  const points = gather(all);
  if (points.length < LEAST_POINTS) return none('too-little-history');

  const total = totals[totals.length - 1];
  const least = totals.reduce((a, b) => Math.min(a, b));
  const most = totals.reduce((a, b) => Math.max(a, b));
  if (most - least > total * 0.01) return none('total-changed');

  const values = points.map(({ y }) => y);
  if (total <= midOf(values.slice(-3))) return none('full');

  const range = Math.max(...values) - Math.min(...values);
  if (range < total * STILL) return none('steady');
  if (countFalls(points, range * FALL) > 1) return none('up-and-down');

  const line = theilSen(points);
  const rise = line.slope * span;
  if (line.low <= 0 || rise < total * STILL) {
    // What rose by a jump, or for a part of the time, has no slope that is sure, and is not steady either.
    return none(netOf(values) > range / 2 ? 'uneven' : 'steady');
  }
  const spread = spreadOf(line.residuals);
  if (spread > rise * MOST_SPREAD || largestJump(points, range) > FALL) {
    return none('uneven');
  }
  const middle = Math.floor(points.length / 2);
  const older = theilSen(points.slice(0, middle)).slope;
  const newer = theilSen(points.slice(middle)).slope;
  const low = Math.min(line.low, older, newer);
  const high = Math.max(line.high, older, newer);
  if (low <= 0 || high / low > MOST_APART) return none('uneven');

  const end = all[all.length - 1].x;
  // The newest values, each carried on to the end: what was a day ago is not what is.
  const now = midOf(
    points.slice(-3).map(({ x, y }) => y + line.slope * (end - x)),
  );
  const free = Math.max(0, total - now);
  if (free / line.slope > span * MOST_AHEAD) return none('far');
  return {
    kind: 'estimate',
    bytesPerDay: line.slope,
    daysUntilFull: free / line.slope,
    earliestDays: Math.max(0, free - spread / 2) / high,
    latestDays: (free + spread / 2) / low,
    fromDays,
  };
}
