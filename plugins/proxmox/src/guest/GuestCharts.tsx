import {
  pollSecondsOf,
  ReadingView,
  TimeChart,
  TimeframeSelect,
  useTimeframe,
} from '@reverb256/backstage-plugin-infra-react';
import type { GuestHistory } from '@reverb256/backstage-plugin-proxmox-common';
import styles from './guest.module.css';
import type { GuestRef } from './useGuest';
import { useGuestHistory } from './useGuestPart';

/** How loaded a guest was: processors, memory, network, disks. */
export function GuestCharts({ of }: { of: GuestRef }) {
  const timeframe = useTimeframe();
  const history = useGuestHistory(of, timeframe, pollSecondsOf(timeframe));
  return (
    <ReadingView
      title="Load"
      subject="the history of this guest"
      reading={history}
      actions={<TimeframeSelect />}
    >
      {data => <Charts history={data} />}
    </ReadingView>
  );
}

function Charts({ history }: { history: GuestHistory }) {
  const { series, from, stepSeconds } = history;
  const all = { from, stepSeconds };
  return (
    <div className={styles.charts}>
      <TimeChart
        {...all}
        title="CPU"
        unit="fraction"
        series={[{ label: 'CPU', values: series.cpuFraction }]}
      />
      <TimeChart
        {...all}
        title="Memory"
        unit="bytes"
        series={[{ label: 'Used', values: series.memoryUsedBytes }]}
        maximum={{ label: 'Assigned', values: series.memoryTotalBytes }}
      />
      <TimeChart
        {...all}
        title="Network"
        unit="bytesPerSecond"
        series={[
          { label: 'In', values: series.netInBytesPerSecond },
          { label: 'Out', values: series.netOutBytesPerSecond },
        ]}
      />
      <TimeChart
        {...all}
        title="Disk I/O"
        unit="bytesPerSecond"
        series={[
          { label: 'Read', values: series.diskReadBytesPerSecond },
          { label: 'Written', values: series.diskWriteBytesPerSecond },
        ]}
      />
    </div>
  );
}
