import { Text } from '@backstage/ui';
import {
  Age,
  formatCount,
  formatDuration,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  GuestStatusDetails,
  Replication,
} from '@reverb256/backstage-plugin-proxmox-common';
import { Facts, PlainTable, type PlainColumn } from '../parts';
import styles from './guest.module.css';
import { haStateWords } from './haWords';
import type { GuestRef } from './useGuest';
import { useGuestPart } from './useGuestPart';

function JobState({ job }: { job: Replication[number] }) {
  const { enabled, running, failCount = 0, error } = job;
  if (!enabled) return <>disabled</>;
  if (error || failCount > 0) {
    return (
      <>
        <span className={styles.mark}>
          failed{failCount > 0 && ` ${formatCount(failCount, 'time')}`}
        </span>
        {error && <div className={styles.small}>{error}</div>}
      </>
    );
  }
  return <>{running ? 'under way' : 'as it should be'}</>;
}

const time = (at: string | undefined, none: string) =>
  at ? <Age at={at} isPlain /> : none;

const columns: PlainColumn<Replication[number]>[] = [
  {
    id: 'target',
    label: 'To',
    cell: ({ id, target }) => (
      <>
        {target}
        <div className={styles.small}>{id}</div>
      </>
    ),
  },
  { id: 'schedule', label: 'When', cell: job => job.schedule ?? '–' },
  { id: 'state', label: 'State', cell: job => <JobState job={job} /> },
  {
    id: 'last',
    label: 'Last copy',
    cell: ({ lastSyncAt }) => time(lastSyncAt, 'never, as far as is known'),
  },
  {
    id: 'took',
    label: 'Took',
    isNumber: true,
    cell: ({ durationSeconds: seconds }) =>
      seconds === undefined ? '–' : formatDuration(seconds),
  },
];

/** What keeps a guest available: the HA manager, and copies of its disks on other nodes. */
export function GuestAvailability({ of }: { of: GuestRef }) {
  return (
    <>
      <ReadingView
        title="High availability"
        subject="what HA does with this guest"
        reading={useGuestPart(of, 'status')}
      >
        {({ ha }) => <Ha ha={ha} />}
      </ReadingView>
      <ReadingView
        title="Replication"
        subject="the replication of this guest"
        reading={useGuestPart(of, 'replication')}
        isEmpty={jobs => jobs.length === 0}
        empty={
          <Text color="secondary">
            No replication job copies its disks to another node.
          </Text>
        }
      >
        {jobs => (
          <PlainTable
            label="Replication jobs"
            columns={columns}
            rows={jobs}
            keyOf={({ id }) => id}
          />
        )}
      </ReadingView>
    </>
  );
}

function Ha({ ha }: { ha: GuestStatusDetails['ha'] }) {
  if (!ha.managed) {
    return (
      <Text color="secondary">
        The HA manager does not look after it: if its node dies, it stays down.
      </Text>
    );
  }
  const { state, group } = ha;
  return (
    <Facts
      facts={[
        {
          name: 'State',
          value: state && (
            <>
              <strong>{state}</strong>
              <div className={styles.small}>{haStateWords(state)}</div>
            </>
          ),
        },
        { name: 'Group', value: group },
      ]}
    />
  );
}
