/**
 * A load that does not flicker: `previous` for as long as `next` differs from it by less than a step. Rounding alone
 * would turn noise around a boundary into a new version at every read.
 *
 * @public
 */
export function steady(
  previous: number | undefined,
  next: number,
  step: number,
): number {
  return previous !== undefined && Math.abs(next - previous) < step
    ? previous
    : next;
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
