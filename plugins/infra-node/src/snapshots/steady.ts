/**
 * A load that does not flicker: `next` rounded to a multiple of `step`, but `previous` for as long as the difference is
 * less than a step. Plain rounding would turn noise around a boundary into a new version at every read.
 *
 * @public
 */
export function steady(
  previous: number | undefined,
  next: number,
  step: number,
): number {
  if (previous !== undefined && Math.abs(next - previous) < step) {
    return previous;
  }
  if (step >= 1) return Math.round(next / step) * step;
  // Through the reciprocal, so that 0.07 does not become 0.07000000000000001.
  const steps = Math.round(1 / step);
  return Math.round(next * steps) / steps;
}

/**
 * An instant worked out from a duration that the source reports, such as an uptime: it jitters by the time that a read
 * takes, so it stays as it was unless it moved by more than `toleranceSeconds`.
 *
 * @public
 */
export function steadyInstant(
  previous: string | undefined,
  next: Date,
  toleranceSeconds: number,
): string {
  if (
    previous !== undefined &&
    Math.abs(Date.parse(previous) - next.getTime()) <= toleranceSeconds * 1000
  ) {
    return previous;
  }
  return new Date(Math.round(next.getTime() / 1000) * 1000).toISOString();
}
