import {
  pollSecondsOf,
  useTimeframe,
} from '@reverb256/backstage-plugin-infra-react';
import type { GuestHistory } from '@reverb256/backstage-plugin-proxmox-common';
import { LoadCharts, type LoadChart } from '../parts';
import type { GuestRef } from './useGuest';
import { useGuestHistory } from './useGuestPart';

const chartsOf = (series: GuestHistory['series']): LoadChart[] => [
  {
    title: 'CPU',
    unit: 'fraction',
    series: [{ label: 'CPU', values: series.cpuFraction }],
  },
  {
    title: 'Memory',
    unit: 'bytes',
    series: [{ label: 'Used', values: series.memoryUsedBytes }],
    maximum: { label: 'Assigned', values: series.memoryTotalBytes },
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
    title: 'Disk I/O',
    unit: 'bytesPerSecond',
    series: [
      { label: 'Read', values: series.diskReadBytesPerSecond },
      { label: 'Written', values: series.diskWriteBytesPerSecond },
    ],
  },
];

/** How loaded a guest was: processors, memory, network, disks. */
export function GuestCharts({ of }: { of: GuestRef }) {
  const timeframe = useTimeframe();
  const history = useGuestHistory(of, timeframe, pollSecondsOf(timeframe));
  return (
    <LoadCharts
      subject="the history of this guest"
      history={history}
      charts={chartsOf}
    />
  );
}
