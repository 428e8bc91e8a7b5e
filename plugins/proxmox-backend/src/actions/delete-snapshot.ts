import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestSnapshotDeletePermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { guestAction } from './guest-action';
import type { Situation } from './guest-action-definition';
import { guestTarget, guestTitle } from './guest-target';
import {
  CURRENT,
  listed,
  madeAt,
  missingSnapshot,
  snapshotName,
  snapshotOf,
  type SnapshotFacts,
} from './snapshot-target';

/** What will happen. Pure. */
export function deleteSnapshotEffects({
  subject,
  input,
  facts,
}: Situation<{ snapshot: string }, SnapshotFacts>): string[] {
  const title = guestTitle(subject.guest);
  const snapshot = snapshotOf(facts, input.snapshot);
  if (!facts || !snapshot) {
    return [`${title} cannot be taken back to '${input.snapshot}' any more.`];
  }
  const effects = [
    `${title} cannot be taken back any more to '${
      snapshot.name
    }', made ${madeAt(
      snapshot,
      facts.at,
    )}. The guest itself stays as it is, and runs on.`,
  ];
  const children = facts.rows
    .filter(row => row.parent === snapshot.name && row.name !== CURRENT)
    .map(row => row.name);
  if (children.length > 0) {
    effects.push(
      `What was made on it (${listed(children)}) stays whole, and is then ${
        snapshot.parent
          ? `shown as made on '${snapshot.parent}'`
          : 'at the beginning of the tree'
      }.`,
    );
  }
  effects.push(
    'The disks are busy while what is in it is merged or removed; that can take long.',
  );
  return effects;
}

const input = z.strictObject({
  ...guestTarget,
  snapshot: snapshotName.describe('The name of the snapshot to delete'),
});

/** Deletes a snapshot of a guest. */
export const deleteSnapshot = (deps: ActionDeps): AnyAction =>
  guestAction<typeof input, SnapshotFacts>(
    {
      name: 'delete-snapshot',
      title: 'Delete snapshot',
      called: ({ snapshot }, title) =>
        `Delete snapshot ${snapshot} of ${title}`,
      description:
        'Deletes a snapshot of a virtual machine or container of a Proxmox VE cluster; the guest stays as it is',
      input,
      permission: proxmoxGuestSnapshotDeletePermission,
      destructive: true,
      // Stopped halfway it leaves the snapshot unusable and the guest locked.
      canCancel: false,
      tasks: ['qmdelsnapshot', 'vzdelsnapshot'],
      rules: { template: 'it has no snapshots', byHa: false },
      look: async ({ operator, guest }) => ({
        rows: await operator.snapshots(guest),
        at: new Date(),
      }),
      effects: deleteSnapshotEffects,
      obstacles: ({ subject, input: { snapshot }, facts }) =>
        missingSnapshot(subject, facts, snapshot),
      send: ({ operator, guest, input: { snapshot }, signal }) =>
        operator.deleteSnapshot(guest, snapshot, { signal }),
      output: ({ snapshot }) => ({ snapshot }),
    },
    deps,
  );
