import {
  pollSecondsOf,
  useTimeframe,
} from '@reverb256/backstage-plugin-infra-react';
import type { NodeHistory } from '@reverb256/backstage-plugin-proxmox-common';
import { LoadCharts, type LoadChart } from '../../parts';
import type { NodeRef } from './useNode';
import { useNodeHistory } from './useNodePart';

const chartsOf = (series: NodeHistory['series']): LoadChart[] => [
  {
    title: 'CPU',
    unit: 'fraction',
    series: [
      { label: 'CPU', values: series.cpuFraction },
      { label: 'I/O wait', values: series.ioWaitFraction },
    ],
  },
  {
    title: 'Memory',
    unit: 'bytes',
    series: [
      { label: 'Used', values: series.memoryUsedBytes },
      { label: 'Swap', values: series.swapUsedBytes },
    ],
    maximum: { label: 'Total', values: series.memoryTotalBytes },
  },
  {
    title: 'Network',
    unit: 'bytesPerSecond',
    series: [
      { label: 'In', values: series.netInBytesPerSecond },
      { label: 'Out', values: series.netOutBytesPerSecond },
    ],
  },
  {
    title: 'Load average',
    unit: 'number',
    series: [{ label: 'Load', values: series.loadAverage }],
  },
  {
    title: 'Root disk',
    unit: 'bytes',
    series: [{ label: 'Used', values: series.rootUsedBytes }],
    maximum: { label: 'Total', values: series.rootTotalBytes },
  },
];

/** How loaded a node was. */
export function NodeCharts({ of }: { of: NodeRef }) {
  const timeframe = useTimeframe();
  const history = useNodeHistory(of, timeframe, pollSecondsOf(timeframe));
  return (
    <LoadCharts
      subject="the history of this node"
      history={history}
      charts={chartsOf}
    />
  );
}
