/** A point of a series: its place in time and its value. */
export interface Point {
  x: number;
  y: number;
}

/** A line through points, with how sure its slope is. */
export interface RobustLine {
  slope: number;
  /** The bounds of the slope, at 95% of confidence. */
  low: number;
  high: number;
  /** The value of the line where `x` is 0. */
  intercept: number;
  /** How far each point is above the line. */
  residuals: number[];
}

/** The quantile of the normal distribution for 95%. */
const Z = 1.96;

export function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

const ascending = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b);

/** How much each value is like the one before it, 0 to 0.95. */
function persistence(residuals: readonly number[]): number {
  const mean = residuals.reduce((sum, r) => sum + r, 0) / residuals.length;
  let beside = 0;
  let all = 0;
  residuals.forEach((residual, i) => {
    all += (residual - mean) ** 2;
    if (i > 0) beside += (residual - mean) * (residuals[i - 1] - mean);
  });
  return all > 0 ? Math.min(0.95, Math.max(0, beside / all)) : 0;
}

/**
 * The Theil–Sen line: its slope is the median of the slopes between all pairs of points, so that up to about 29% of the
 * points may be anything without moving it far. The bounds are Sen's, from the variance of Kendall's statistic, widened
 * by (1 + r) / (1 - r), where r is how much the residuals resemble their neighbours: what is measured every few hours is
 * not measured anew each time.
 *
 * @param points - at least three, each at another `x`; its cost grows with the square of their number
 */
export function theilSen(points: readonly Point[]): RobustLine {
  const slopes: number[] = [];
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) {
      slopes.push((b.y - a.y) / (b.x - a.x));
    }
  });
  slopes.sort((a, b) => a - b);
  const slope = medianOf(slopes);
  const intercept = medianOf(
    ascending(points.map(({ x, y }) => y - slope * x)),
  );
  const residuals = points.map(({ x, y }) => y - slope * x - intercept);

  const n = points.length;
  const r = persistence(residuals);
  const variance = ((n * (n - 1) * (2 * n + 5)) / 18) * ((1 + r) / (1 - r));
  const width = Z * Math.sqrt(variance);
  const at = (rank: number) =>
    slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))];
  return {
    slope,
    low: at((slopes.length - width) / 2),
    high: at((slopes.length + width) / 2),
    intercept,
    residuals,
  };
}
