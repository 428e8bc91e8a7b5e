import { lastOf, type ChartSeries, type LastValue } from './chartData';
import { formatStep } from './timeAxis';
import styles from './TimeChart.module.css';
import { formatValue, type ChartUnit } from './valueAxis';

/** A short piece of a line as it is drawn, so that colour alone need not tell lines apart. */
export function Swatch({ line }: { line: number | 'maximum' }) {
  return (
    <svg
      aria-hidden
      className={styles.swatch}
      data-line={line}
      width="18"
      height="8"
    >
      <line x1="1" x2="17" y1="4" y2="4" />
    </svg>
  );
}

interface ChartLegendProps {
  /** The time of the first value: ISO 8601. */
  from: string;
  /** From one value to the next, in seconds. */
  stepSeconds: number;
  unit: ChartUnit;
  series: readonly ChartSeries[];
  maximum?: { label: string; value: LastValue | undefined };
}

/** Which line is what, with its last value, and when that was where it is not that of now. */
export function ChartLegend(props: ChartLegendProps) {
  const { from, stepSeconds, unit, series, maximum } = props;
  const write = (last: LastValue | undefined) => {
    if (!last) return 'not known';
    const value = formatValue(last.value, unit);
    if (!last.isOld) return value;
    const at = Date.parse(from) + last.index * stepSeconds * 1000;
    return `${value} at ${formatStep(at, stepSeconds)}`;
  };
  return (
    <ul className={styles.legend}>
      {series.map(({ label, values }, line) => (
        <li key={label} className={styles.entry}>
          <Swatch line={line} />
          {label} <b className={styles.value}>{write(lastOf(values))}</b>
        </li>
      ))}
      {maximum && (
        <li className={styles.entry}>
          <Swatch line="maximum" />
          {maximum.label} <b className={styles.value}>{write(maximum.value)}</b>
        </li>
      )}
    </ul>
  );
}
