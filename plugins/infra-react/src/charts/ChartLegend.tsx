import { lastOf, type ChartSeries } from './chartData';
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
  unit: ChartUnit;
  series: readonly ChartSeries[];
  maximum?: { label: string; value: number | undefined };
}

/** Which line is what, with its last value. */
export function ChartLegend({ unit, series, maximum }: ChartLegendProps) {
  const write = (value: number | undefined) =>
    value === undefined ? 'not known' : formatValue(value, unit);
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
