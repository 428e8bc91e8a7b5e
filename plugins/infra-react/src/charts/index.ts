export type { ChartSeries } from './chartData';
export { TimeChart, type TimeChartProps } from './TimeChart';
export { TimeframeSelect, useTimeframe } from './TimeframeSelect';
export {
  chartTimeframes,
  pollSecondsOf,
  type ChartTimeframe,
} from './timeframes';
export type { ChartUnit } from './valueAxis';
