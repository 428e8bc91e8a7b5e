import { useRef, useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { isAlone, keyOf, MAXIMUM_KEY, type ChartRow } from './chartData';
import { ChartTooltip } from './ChartTooltip';
import { formatTimeTick, timeTicks } from './timeAxis';
import styles from './TimeChart.module.css';
import { useWidth } from '../hooks/useWidth';
import { formatValue, valueTicks, type ChartUnit } from './valueAxis';

/** In pixels: as wide as the longest mark, the same in all charts, so that they stand one above the other. */
const VALUE_AXIS_WIDTH = 68;
const MARK_WIDTH = 72;

/** Beside the colour, since not everybody tells colours apart; as the swatches of the legend. */
const DASHES = ['none', '5 2', '2 2', '8 2 2 2', '10 2', 'none'];

interface ChartPlotProps {
  /** What it shows, in words. */
  label: string;
  rows: readonly ChartRow[];
  /** Of all values, also of those that the rows are means of. */
  greatest: number | undefined;
  stepSeconds: number;
  unit: ChartUnit;
  labels: readonly string[];
  maximumLabel?: string;
  /** In pixels. */
  height: number;
}

const colorOf = (line: number) => `var(--chart-${line % DASHES.length})`;

/** What stands in where there is no layout, such as in tests, in pixels. */
const USUAL_WIDTH = 480;

interface DotProps {
  cx?: number;
  cy?: number;
  index?: number;
}

/** The lines of a chart with axes, cursor and tooltip. */
export function ChartPlot(props: ChartPlotProps) {
  const { label, rows, stepSeconds, unit, labels, maximumLabel } = props;
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref) ?? USUAL_WIDTH;
  const [isFocused, setFocused] = useState(false);
  const from = rows[0].at;
  const to = rows[rows.length - 1].at;
  const most = Math.max(2, Math.floor((width - VALUE_AXIS_WIDTH) / MARK_WIDTH));
  const values = valueTicks(props.greatest, unit);
  // Without a span there is no axis; a single value stands in the middle of its step.
  const margin = from === to ? stepSeconds * 500 : 0;

  const dotOf = (key: string, line: number) => (dot: DotProps) => {
    const { cx, cy, index } = dot;
    const isShown =
      index !== undefined && Number.isFinite(cy) && isAlone(rows, index, key);
    return (
      <circle
        key={`${key}-${index}`}
        cx={cx}
        cy={cy}
        r={isShown ? 2 : 0}
        fill={colorOf(line)}
        stroke="none"
      />
    );
  };

  return (
    <div
      ref={ref}
      className={styles.plot}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <ComposedChart
        width={width}
        height={props.height}
        data={rows}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        syncId="time"
        syncMethod="value"
        accessibilityLayer
        aria-label={label}
      >
        <CartesianGrid vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[from - margin, to + margin]}
          ticks={timeTicks(from - margin, to + margin, most)}
          tickFormatter={formatTimeTick}
          interval={0}
          tickLine={false}
          height={24}
        />
        <YAxis
          width={VALUE_AXIS_WIDTH}
          domain={[0, values[values.length - 1]]}
          ticks={values}
          tickFormatter={(value: number) => formatValue(value, unit)}
          interval={0}
          axisLine={false}
          tickLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          filterNull={false}
          content={({ active, label: at }) =>
            active ? (
              <ChartTooltip
                row={rows.find(row => row.at === Number(at))}
                stepSeconds={stepSeconds}
                unit={unit}
                labels={labels}
                maximumLabel={maximumLabel}
                isSpoken={isFocused}
              />
            ) : null
          }
        />
        {maximumLabel && (
          <Line
            dataKey={MAXIMUM_KEY}
            type="stepAfter"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            stroke="var(--bui-fg-secondary)"
            strokeWidth={1.5}
            strokeDasharray="3 3"
          />
        )}
        {labels.map((name, line) => (
          <Area
            key={name}
            dataKey={keyOf(line)}
            type="linear"
            dot={dotOf(keyOf(line), line)}
            activeDot={{ r: 3, strokeDasharray: 'none' }}
            isAnimationActive={false}
            connectNulls={false}
            stroke={colorOf(line)}
            strokeWidth={1.75}
            strokeDasharray={DASHES[line % DASHES.length]}
            fill={colorOf(line)}
            fillOpacity={0.08}
          />
        ))}
      </ComposedChart>
    </div>
  );
}
