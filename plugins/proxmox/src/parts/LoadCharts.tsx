import {
  ReadingView,
  TimeChart,
  TimeframeSelect,
  type ReadingResult,
  type TimeChartProps,
} from '@reverb256/backstage-plugin-infra-react';
import styles from './LoadCharts.module.css';

/** Values over time as the backend tells them. */
interface History<S> {
  from: string;
  stepSeconds: number;
  series: S;
}

/** What of a history is drawn in one chart. */
export type LoadChart = Omit<TimeChartProps, 'from' | 'stepSeconds'>;

/** How loaded something was, in charts that share their time. */
export function LoadCharts<S>(props: {
  /** In a sentence: `the history of this node`. */
  subject: string;
  history: ReadingResult<History<S>>;
  charts: (series: S) => readonly LoadChart[];
}) {
  const { subject, history, charts } = props;
  return (
    <ReadingView
      title="Load"
      subject={subject}
      reading={history}
      actions={<TimeframeSelect />}
    >
      {({ series, from, stepSeconds }) => (
        <div className={styles.charts}>
          {charts(series).map(chart => (
            <TimeChart
              key={chart.title}
              from={from}
              stepSeconds={stepSeconds}
              {...chart}
            />
          ))}
        </div>
      )}
    </ReadingView>
  );
}
