import { Alert, Text } from '@backstage/ui';
import {
  Age,
  formatBytes,
  formatCount,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import type { GuestBackups as Backups } from '@reverb256/backstage-plugin-proxmox-common';
import { PlainTable, type PlainColumn } from '../parts';
import styles from './guest.module.css';
import type { GuestRef } from './useGuest';
import { useGuestPart } from './useGuestPart';

type Backup = Backups['backups'][number];

/** What Proxmox Backup Server says of a backup that can not be restored as a whole. */
const FAILED = 'failed';

const notesOf = (backup: Backup): string[] => [
  ...(backup.protected ? ['protected'] : []),
  ...(backup.encrypted ? ['encrypted'] : []),
  ...(backup.verification && backup.verification !== FAILED
    ? [`verification: ${backup.verification}`]
    : []),
  ...(backup.notes ? [backup.notes] : []),
];

const columns: PlainColumn<Backup>[] = [
  {
    id: 'made',
    label: 'Made',
    cell: ({ createdAt }) => <Age at={createdAt} isPlain />,
  },
  {
    id: 'size',
    label: 'Size',
    isNumber: true,
    cell: ({ sizeBytes }) =>
      sizeBytes === undefined ? '–' : formatBytes(sizeBytes),
  },
  { id: 'storage', label: 'Storage', cell: ({ storage }) => storage },
  {
    id: 'volume',
    label: 'Volume',
    cell: ({ volume }) => <code>{volume}</code>,
  },
  {
    id: 'notes',
    label: 'Notes',
    cell: backup => (
      <>
        {backup.verification === FAILED && (
          <>
            <span className={styles.mark}>verification failed</span>{' '}
          </>
        )}
        {notesOf(backup).join(', ')}
      </>
    ),
  },
];

/** The backups that the guest's node can see, how old the last is, and whether a job makes more. */
export function GuestBackups({ of }: { of: GuestRef }) {
  return (
    <ReadingView
      title="Backups"
      subject="the backups of this guest"
      reading={useGuestPart(of, 'backups')}
    >
      {backups => (
        <div className={styles.stack}>
          <Unread unread={backups.unread} />
          {backups.inNoJob && (
            <Alert
              status="warning"
              icon
              title="No enabled backup job includes this guest"
              description="Nothing makes new backups of it by itself, as far as the jobs of the cluster go."
            />
          )}
          <p className={styles.note}>
            <LastBackup backups={backups} />
          </p>
          {backups.inNoJob === undefined && (
            <Text color="secondary">
              Whether a backup job includes it could not be read, or not in
              full.{backups.jobsUnread && ` ${backups.jobsUnread}`}
            </Text>
          )}
          {backups.backups.length > 0 && (
            <PlainTable
              label="Backups of this guest"
              columns={columns}
              rows={backups.backups}
              keyOf={({ volume, storage }) => `${storage} ${volume}`}
            />
          )}
        </div>
      )}
    </ReadingView>
  );
}

/** How old the last backup is. None is said to be none only where everything could be read. */
export function LastBackup({ backups: of }: { backups: Backups }) {
  const { backups, unread } = of;
  const [last] = backups;
  if (last) {
    return (
      <>
        The last backup {unread.length > 0 && 'that is known '}was made{' '}
        <Age at={last.createdAt} />.
      </>
    );
  }
  if (unread.length > 0) {
    return (
      <>
        No backup is known, but {formatCount(unread.length, 'storage')} could
        not be read.
      </>
    );
  }
  return <>There is no backup on any storage that its node can see.</>;
}

function Unread({ unread }: { unread: Backups['unread'] }) {
  if (unread.length === 0) return null;
  return (
    <Alert
      status="warning"
      icon
      title="Not all backups are known"
      description={
        <ul className={styles.list}>
          {unread.map(({ storage, message }) => (
            <li key={storage}>
              <strong>{storage}</strong>: {message}
            </li>
          ))}
        </ul>
      }
    />
  );
}
