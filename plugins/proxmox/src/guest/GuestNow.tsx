import {
  formatBytesOf,
  formatCount,
  formatDuration,
  Meter,
  ReadingView,
  useNow,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
  type GuestStatusDetails,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { GuestRow } from '../guests/guestRows';
import { Facts } from '../parts';
import styles from './guest.module.css';
import type { GuestRef } from './useGuest';
import { useGuestPart } from './useGuestPart';

/** How a guest is at this moment, as its node tells. */
export function GuestNow({ of, row }: { of: GuestRef; row: GuestRow }) {
  return (
    <ReadingView
      title="Now"
      subject="the state of this guest"
      reading={useGuestPart(of, 'status')}
    >
      {status => (
        <div className={styles.stack}>
          <GuestMeters row={row} />
          <StatusFacts status={status} />
        </div>
      )}
    </ReadingView>
  );
}

/** How loaded a guest is; nothing where nobody knows, or it does not run. */
export function GuestMeters({ row }: { row: GuestRow }) {
  const { cpu, memory, disk, status } = row.guest;
  if (row.lastKnownAt !== undefined || status !== 'running') return null;
  return (
    <div className={styles.meters}>
      <Meter
        label="CPU"
        fraction={cpu?.fraction}
        detail={cpu && `of ${formatCount(cpu.cores, 'core')}`}
      />
      <Meter
        label="Memory"
        fraction={usedFraction(memory)}
        detail={memory && formatBytesOf(memory.usedBytes, memory.totalBytes)}
      />
      {disk?.usedBytes !== undefined && (
        <Meter
          label="Root disk"
          fraction={disk.usedBytes / disk.totalBytes}
          limits={fullness.storage}
          detail={formatBytesOf(disk.usedBytes, disk.totalBytes)}
        />
      )}
    </div>
  );
}

const agentWords = {
  true: 'set up in the configuration',
  false: 'not set up in the configuration',
};

function StatusFacts({ status }: { status: GuestStatusDetails }) {
  const { startedAt, lock, agentEnabled } = status;
  return (
    <Facts
      facts={[
        { name: 'State', value: status.status },
        {
          name: 'Up for',
          value: startedAt ? <Uptime startedAt={startedAt} /> : undefined,
        },
        { name: 'Lock', value: lock },
        { name: 'Machine', value: status.runningMachine },
        { name: 'QEMU', value: status.runningQemu },
        {
          name: 'Guest agent',
          value:
            agentEnabled === undefined
              ? undefined
              : agentWords[`${agentEnabled}`],
        },
      ]}
    />
  );
}

function Uptime({ startedAt }: { startedAt: string }) {
  const now = useNow(60);
  return (
    <time dateTime={startedAt} title={`since ${startedAt}`}>
      {formatDuration((now.getTime() - Date.parse(startedAt)) / 1000)}
    </time>
  );
}
