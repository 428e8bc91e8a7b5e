import { keyOf, MAXIMUM_KEY, type ChartRow } from './chartData';
import { Swatch } from './ChartLegend';
import { formatStep } from './timeAxis';
import styles from './TimeChart.module.css';
import { formatValue, type ChartUnit } from './valueAxis';

interface ChartTooltipProps {
  row: ChartRow | undefined;
  stepSeconds: number;
  unit: ChartUnit;
  labels: readonly string[];
  maximumLabel?: string;
  /** Whether the keyboard moves this chart's cursor: of several that show the same moment, only one speaks. */
  isSpoken: boolean;
}

/** The values of one moment. */
export function ChartTooltip(props: ChartTooltipProps) {
  const { row, stepSeconds, unit, labels, maximumLabel, isSpoken } = props;
  if (!row) return null;
  const write = (value: number | null | undefined) =>
    typeof value === 'number' ? formatValue(value, unit) : 'not known';
  return (
    <div className={styles.tooltip} role={isSpoken ? 'status' : undefined}>
      <div className={styles.moment}>{formatStep(row.at, stepSeconds)}</div>
      {labels.map((label, line) => (
        <div key={label} className={styles.entry}>
          <Swatch line={line} />
          {label} <b className={styles.value}>{write(row[keyOf(line)])}</b>
        </div>
      ))}
      {maximumLabel && (
        <div className={styles.entry}>
          <Swatch line="maximum" />
          {maximumLabel}{' '}
          <b className={styles.value}>{write(row[MAXIMUM_KEY])}</b>
        </div>
      )}
    </div>
  );
}
