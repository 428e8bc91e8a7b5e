/** The value below which a part of all lies; NaN when there are none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
  );
}

/** `p50 1.2 ms, p99 3.4 ms of 100`. */
export function latencies(milliseconds: readonly number[]): string {
  const at = (part: number) => percentile(milliseconds, part).toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms of ${milliseconds.length}`;
}

/** Decimal units, as networks are measured. */
export function bytes(count: number): string {
  if (count < 1e3) return `${Math.round(count)} B`;
  return count < 1e6
    ? `${(count / 1e3).toFixed(1)} kB`
    : `${(count / 1e6).toFixed(2)} MB`;
}
