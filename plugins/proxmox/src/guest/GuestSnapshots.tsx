import { Button, Text } from '@backstage/ui';
import { ReadingView } from '@reverb256/backstage-plugin-infra-react';
import { useEffect, useRef } from 'react';
import { guestActions } from '../guests/guestActions';
import { useGuestOperations } from '../guests/GuestOperations';
import type { GuestRow } from '../guests/guestRows';
import styles from './guest.module.css';
import { SnapshotTree } from './SnapshotTree';
import type { GuestRef } from './useGuest';
import { useGuestPart } from './useGuestPart';

/** The snapshots of a guest as the tree that they are, with what can be done with each. */
export function GuestSnapshots(props: { of: GuestRef; row: GuestRow }) {
  const { of, row } = props;
  const reading = useGuestPart(of, 'snapshots');
  const { isOffered, start, runs } = useGuestOperations();
  useWhenEnded(runs.get(row.id)?.id, reading.refresh);
  const take = guestActions(row).find(
    ({ action }) => action === 'snapshot-guest',
  );
  return (
    <ReadingView
      title="Snapshots"
      subject="the snapshots of this guest"
      reading={reading}
      actions={
        isOffered &&
        take && (
          <Button
            variant="secondary"
            size="small"
            onPress={() => start(row, take)}
          >
            {take.label}…
          </Button>
        )
      }
      isEmpty={({ snapshots }) => snapshots.length === 0}
      empty={<Text color="secondary">There are no snapshots.</Text>}
    >
      {snapshots => (
        <div className={styles.stack}>
          <SnapshotTree snapshots={snapshots} row={row} />
        </div>
      )}
    </ReadingView>
  );
}

/** What a run has changed is read at its end, not when its turn comes. */
function useWhenEnded(runId: string | undefined, refresh: () => void): void {
  const before = useRef(runId);
  const newest = useRef(refresh);
  newest.current = refresh;
  useEffect(() => {
    if (before.current !== undefined && before.current !== runId) {
      newest.current();
    }
    before.current = runId;
  }, [runId]);
}
