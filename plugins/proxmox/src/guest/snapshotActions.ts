import type { OpenAction } from '../guests/GuestOperations';
import type { GuestRow } from '../guests/guestRows';
import type { SnapshotNode } from './snapshotTree';

type Snapshot = Pick<SnapshotNode, 'name' | 'withMemory'>;

const requestOf = (action: string, row: GuestRow, snapshot: Snapshot) => ({
  pluginId: 'proxmox',
  action,
  input: {
    cluster: row.cluster,
    guest: row.guest.id,
    snapshot: snapshot.name,
  },
});

/** Going back to a snapshot. One with memory runs by itself afterwards; of any other a person says whether it shall. */
export const rollBack = (row: GuestRow, snapshot: Snapshot): OpenAction => ({
  request: requestOf('rollback-guest', row, snapshot),
  label: 'Roll back',
  form: snapshot.withMemory
    ? undefined
    : () => [
        {
          name: 'start',
          label: 'Start the guest afterwards',
          type: 'boolean',
          initial: row.guest.status === 'running',
        },
      ],
});

export const deleteSnapshot = (
  row: GuestRow,
  snapshot: Snapshot,
): OpenAction => ({
  request: requestOf('delete-snapshot', row, snapshot),
  label: 'Delete snapshot',
});
