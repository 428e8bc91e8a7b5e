import { Button } from '@backstage/ui';
import { formatActor } from '@reverb256/backstage-plugin-infra-react';
import { useGuestOperations } from './GuestOperations';
import styles from './GuestStatus.module.css';
import type { GuestRow } from './guestRows';

const words: Record<string, string> = {
  'start-guest': 'Starting',
  'shutdown-guest': 'Shutting down',
  'reboot-guest': 'Rebooting',
  'suspend-guest': 'Suspending',
  'resume-guest': 'Resuming',
  'stop-guest': 'Stopping',
  'migrate-guest': 'Migrating',
  'snapshot-guest': 'Taking a snapshot',
  'rollback-guest': 'Rolling back',
  'delete-snapshot': 'Deleting a snapshot',
  'tag-guest': 'Changing tags',
};

/** What is being done to a guest just now, by whom, with the way to its log. */
export function GuestRun({ row }: { row: GuestRow }) {
  const { runs, isOutdated, watch } = useGuestOperations();
  const run = runs.get(row.id);
  if (!run) {
    return isOutdated(row) ? (
      <div className={styles.note}>just changed, not read again yet</div>
    ) : null;
  }
  const word = `${words[run.action] ?? 'In progress'}…`;
  return (
    <div>
      <Button
        size="small"
        variant="tertiary"
        className={styles.run}
        // It begins with what is seen, so that it can be asked for by voice.
        aria-label={`${word}: watch ${run.title}, by ${formatActor(run.actor)}`}
        onPress={() => watch(run)}
      >
        {word}
      </Button>
    </div>
  );
}
