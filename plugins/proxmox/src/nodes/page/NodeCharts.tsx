import {
  pollSecondsOf,
  ReadingView,
  TimeChart,
  TimeframeSelect,
  useTimeframe,
} from '@reverb256/backstage-plugin-infra-react';
import type { NodeHistory } from '@reverb256/backstage-plugin-proxmox-common';
import styles from './node.module.css';
import type { NodeRef } from './useNode';
import { useNodeHistory } from './useNodePart';

/** How loaded a node was. */
export function NodeCharts({ of }: { of: NodeRef }) {
  const timeframe = useTimeframe();
  const history = useNodeHistory(of, timeframe, pollSecondsOf(timeframe));
  return (
    <ReadingView
      title="Load"
      subject="the history of this node"
      reading={history}
      actions={<TimeframeSelect />}
    >
      {data => <Charts history={data} />}
    </ReadingView>
  );
}

function Charts({ history }: { history: NodeHistory }) {
  const { series, from, stepSeconds } = history;
  const all = { from, stepSeconds };
  return (
    <div className={styles.charts}>
      <TimeChart
        {...all}
        title="CPU"
        unit="fraction"
        series={[
          { label: 'CPU', values: series.cpuFraction },
          { label: 'I/O wait', values: series.ioWaitFraction },
        ]}
      />
      <TimeChart
        {...all}
        title="Memory"
        unit="bytes"
        series={[
          { label: 'Used', values: series.memoryUsedBytes },
          { label: 'Swap', values: series.swapUsedBytes },
        ]}
        maximum={{ label: 'Total', values: series.memoryTotalBytes }}
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
        title="Load average"
        unit="number"
        series={[{ label: 'Load', values: series.loadAverage }]}
      />
      <TimeChart
        {...all}
        title="Root disk"
        unit="bytes"
        series={[{ label: 'Used', values: series.rootUsedBytes }]}
        maximum={{ label: 'Total', values: series.rootTotalBytes }}
      />
    </div>
  );
}
