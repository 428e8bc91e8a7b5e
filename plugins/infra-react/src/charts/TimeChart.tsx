import { Skeleton } from '@backstage/ui';
import { lazy, memo, Suspense, useId, useMemo } from 'react';
import { formatDuration } from '../format';
import {
  chartData,
  lastOf,
  summarize,
  type ChartData,
  type ChartSeries,
  type LastValue,
} from './chartData';
import { ChartLegend } from './ChartLegend';
import { ChartTable } from './ChartTable';
import { useSame } from './useSame';
import { thinOut } from './thinOut';
import styles from './TimeChart.module.css';
import { formatValue, type ChartUnit } from './valueAxis';

// The library that draws is large: only pages with charts bring it along.
const ChartPlot = lazy(() =>
  import('./ChartPlot').then(m => ({ default: m.ChartPlot })),
);

/** In pixels. */
const HEIGHT = 180;

const maximumNow = (
  values: number | readonly (number | null)[] | undefined,
): LastValue | undefined =>
  typeof values === 'number'
    ? { value: values, index: 0, isOld: false }
    : lastOf(values);

/** @public */
export interface TimeChartProps {
  /** What is drawn: `Memory`. */
  title: string;
  /** The time of the first value: ISO 8601. */
  from: string;
  /** From one value to the next, in seconds. */
  stepSeconds: number;
  unit: ChartUnit;
  /** At most six. One whose source never tells it stays in the legend, as not known. */
  series: readonly ChartSeries[];
  /** What there is at most, drawn as a line: the same at all times, or one value a step. */
  maximum?: {
    label: string;
    values: number | readonly (number | null)[] | undefined;
  };
}

interface PlotProps
  extends Pick<TimeChartProps, 'title' | 'stepSeconds' | 'unit' | 'series'> {
  maximumLabel: string | undefined;
  data: ChartData;
}

function PlotView(props: PlotProps) {
  const { title, unit, series, maximumLabel, stepSeconds, data } = props;
  if (data.greatest === undefined) {
    return (
      <p className={styles.none} style={{ blockSize: HEIGHT }}>
        No values of this time are known.
      </p>
    );
  }
  const words = series.map(
    ({ label, values }) =>
      `${label}: ${summarize(values, value => formatValue(value, unit))}`,
  );
  const label = `${title}. ${words.join(
    '. ',
  )}. The left and right arrow keys read the values.`;
  const labels = series.map(each => each.label);
  const drawn = thinOut(data.rows, stepSeconds);
  return (
    <>
      <Suspense fallback={<Skeleton width="100%" height={HEIGHT} />}>
        <ChartPlot
          label={label}
          rows={drawn.rows}
          greatest={data.greatest}
          stepSeconds={drawn.stepSeconds}
          unit={unit}
          labels={labels}
          maximumLabel={maximumLabel}
          height={HEIGHT}
        />
      </Suspense>
      {drawn.stepSeconds > stepSeconds && (
        <span className={styles.step}>
          Each point is the mean of {formatDuration(drawn.stepSeconds)}.
        </span>
      )}
      <ChartTable
        title={title}
        data={data}
        stepSeconds={stepSeconds}
        unit={unit}
        labels={labels}
        maximumLabel={maximumLabel}
      />
    </>
  );
}

/** Drawing is dear: it is done again only when something of it is another. */
const Plot = memo(PlotView);

/**
 * Values over time, from zero, with a gap where none is known. The cursor follows the mouse and the arrow keys, and is
 * the same in all charts of the page; the legend says the last values, and a table all of them.
 *
 * @public
 */
export function TimeChart(props: TimeChartProps) {
  const { title, from, stepSeconds, unit, maximum } = props;
  // Callers write them in place: the chart is drawn again only when a value is another.
  const series = useSame(props.series);
  const id = useId();
  const most = useSame(maximum?.values);
  const data = useMemo(
    () => chartData({ from, stepSeconds, series, maximum: most }),
    [from, stepSeconds, series, most],
  );
  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <figcaption className={styles.head}>
        <span id={id} className={styles.title}>
          {title}
        </span>
        <ChartLegend
          from={from}
          stepSeconds={stepSeconds}
          unit={unit}
          series={series}
          maximum={maximum && { label: maximum.label, value: maximumNow(most) }}
        />
      </figcaption>
      <Plot
        title={title}
        stepSeconds={stepSeconds}
        unit={unit}
        series={series}
        maximumLabel={maximum?.label}
        data={data}
      />
    </figure>
  );
}
