import type { ChartRow } from './chartData';

/** More points than these are a smear, and too many steps for the arrow keys. */
const MOST_POINTS = 300;

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** What a point may stand for, in seconds. */
const STEPS = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
];

/** Points that are few enough to be drawn. */
export interface DrawnRows {
  rows: ChartRow[];
  /** What each stands for, in seconds. */
  stepSeconds: number;
}

function meanOf(rows: readonly ChartRow[], key: string): number | null {
  const known = rows.flatMap(row => row[key] ?? []);
  // Of a time that is mostly not known, nothing is said.
  if (known.length * 2 < rows.length) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/**
 * Draws together what is too much to be seen: each point is then the mean of a round time. Charts with the same times get
 * the same points, so that their cursor can be the same.
 */
export function thinOut(
  rows: readonly ChartRow[],
  stepSeconds: number,
): DrawnRows {
  if (rows.length <= MOST_POINTS) return { rows: [...rows], stepSeconds };
  const length = rows.length * stepSeconds;
  const step =
    STEPS.find(
      each => each % stepSeconds === 0 && length / each <= MOST_POINTS,
    ) ?? stepSeconds * Math.ceil(rows.length / MOST_POINTS);
  const groups = new Map<number, ChartRow[]>();
  for (const row of rows) {
    const at = Math.floor(row.at / (step * 1000)) * step * 1000;
    groups.set(at, [...(groups.get(at) ?? []), row]);
  }
  const keys = Object.keys(rows[0]).filter(key => key !== 'at');
  return {
    stepSeconds: step,
    rows: [...groups].map(([at, group]) => ({
      at,
      ...Object.fromEntries(keys.map(key => [key, meanOf(group, key)])),
    })),
  };
}
