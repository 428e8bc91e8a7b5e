/** How far back a chart goes, as Proxmox and others keep history. @public */
export const chartTimeframes = [
  'hour',
  'day',
  'week',
  'month',
  'year',
] as const;

/** @public */
export type ChartTimeframe = (typeof chartTimeframes)[number];

/** In seconds. */
const spans: Record<ChartTimeframe, number> = {
  hour: 3_600,
  day: 86_400,
  week: 7 * 86_400,
  month: 30 * 86_400,
  year: 365 * 86_400,
};

/**
 * How often charts of a timeframe are worth asking for, in seconds: about as often as a new value comes into view.
 *
 * @public
 */
export function pollSecondsOf(timeframe: ChartTimeframe): number {
  return Math.min(1_800, Math.max(30, spans[timeframe] / 300));
}
