import {
  pollSecondsOf,
  ReadingView,
  TimeChart,
  TimeframeSelect,
  useTimeframe,
} from '@reverb256/backstage-plugin-infra-react';
import { estimateGrowth } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { describeGrowth } from '../growthWords';
import { useStorageHistory, type StorageRef } from '../useStorage';
import styles from '../../nodes/page/node.module.css';

/** What an estimate is made from, whatever the chart shows. */
const BASIS = 'month';

/** How full a storage was, and when it will be full, as far as that can be said. */
export function StorageGrowth({ of }: { of: StorageRef }) {
  const timeframe = useTimeframe();
  const shown = useStorageHistory(of, timeframe, pollSecondsOf(timeframe));
  const month = useStorageHistory(of, BASIS, pollSecondsOf(BASIS));
  const history = month.reading?.data;
  const words = useMemo(
    () => history && describeGrowth(estimateGrowth(history)),
    [history],
  );
  return (
    <>
      <ReadingView
        title="Growth"
        subject="the history of this storage"
        reading={month}
      >
        {() => <p className={styles.note}>{words}</p>}
      </ReadingView>
      <ReadingView
        title="History"
        subject="the history of this storage"
        reading={shown}
        actions={<TimeframeSelect />}
      >
        {({ series, from, stepSeconds }) => (
          <TimeChart
            title="Used"
            from={from}
            stepSeconds={stepSeconds}
            unit="bytes"
            series={[{ label: 'Used', values: series.usedBytes }]}
            maximum={{ label: 'Total', values: series.totalBytes }}
          />
        )}
      </ReadingView>
    </>
  );
}
