import { useState } from 'react';
import { keyOf, MAXIMUM_KEY, type ChartData, type ChartRow } from './chartData';
import { formatStep } from './timeAxis';
import styles from './TimeChart.module.css';
import { formatValue, type ChartUnit } from './valueAxis';

interface ChartTableProps {
  title: string;
  data: ChartData;
  stepSeconds: number;
  unit: ChartUnit;
  labels: readonly string[];
  maximumLabel?: string;
}

/** The same values as a table, the newest first, for those to whom a drawing says nothing. Made only when asked for. */
export function ChartTable(props: ChartTableProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={styles.details}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        Values
        <span className={styles.hidden}> of {props.title} as a table</span>
      </summary>
      {isOpen && <Values {...props} />}
    </details>
  );
}

function Values(props: ChartTableProps) {
  const { title, data, stepSeconds, unit, labels, maximumLabel } = props;
  const columns = [
    ...labels.map((label, i) => ({ label, key: keyOf(i) })),
    ...(maximumLabel ? [{ label: maximumLabel, key: MAXIMUM_KEY }] : []),
  ];
  const write = (row: ChartRow, key: string) => {
    const value = row[key] ?? null;
    return value === null ? 'not known' : formatValue(value, unit);
  };
  return (
    <div
      className={styles.scroll}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by keyboard
      tabIndex={0}
      role="region"
      aria-label={title}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {columns.map(({ label, key }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...data.rows].reverse().map(row => (
            <tr key={row.at}>
              <th scope="row">{formatStep(row.at, stepSeconds)}</th>
              {columns.map(({ key }) => (
                <td key={key}>{write(row, key)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
