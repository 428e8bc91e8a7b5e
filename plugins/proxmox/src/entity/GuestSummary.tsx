import { Text } from '@backstage/ui';
import { ReadingView } from '@reverb256/backstage-plugin-infra-react';
import { LastBackup } from '../guest/GuestBackups';
import { Marks, Where } from '../guest/GuestHeader';
import { GuestMeters } from '../guest/GuestNow';
import styles from '../guest/guest.module.css';
import { useGuest, type GuestRef } from '../guest/useGuest';
import { useGuestPart } from '../guest/useGuestPart';
import { typeWord } from '../guests/guestRows';
import { GuestStatus } from '../guests/GuestStatus';

/** A guest in a few lines: how it is, how loaded, where, and its last backup. */
export function GuestSummary({ of }: { of: GuestRef }) {
  const found = useGuest(of);
  const backups = useGuestPart(of, 'backups');
  if (found.state === 'loading' || found.state === 'no-cluster') return null;
  if (found.state === 'not-there') {
    return (
      <Text color="secondary">
        {found.isUnknown
          ? `Nothing is known of ${of.guest}, as not all guests could be read.`
          : `There is no guest ${of.guest}, as far as you may see.`}
      </Text>
    );
  }
  const { row, inventory } = found;
  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        <strong>{row.name}</strong>
        <span>
          {typeWord(row.guest)} {row.guest.vmid}
        </span>
        <Where row={row} inventory={inventory} />
      </div>
      <GuestStatus row={row} />
      <GuestMeters row={row} />
      <Marks row={row} />
      <ReadingView
        title="Backup"
        subject="the backups of this guest"
        level={3}
        reading={backups}
      >
        {data => (
          <p className={styles.note}>
            <LastBackup backups={data} />
          </p>
        )}
      </ReadingView>
    </div>
  );
}
