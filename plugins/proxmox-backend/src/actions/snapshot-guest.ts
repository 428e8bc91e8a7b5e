import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestSnapshotPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { guestAction } from './guest-action';
import type { Situation } from './guest-action-definition';
import { guestTarget, guestTitle } from './guest-target';
import { block, statusOf } from './obstacles';
import {
  snapshotName,
  snapshotOf,
  type SnapshotFacts,
} from './snapshot-target';

/** What is looked at before a snapshot is taken. */
export interface SnapshotLook extends SnapshotFacts {
  /** Whether the storages of all of its disks can. */
  possible: boolean;
}

type Taking = Situation<{ name: string; withMemory: boolean }, SnapshotLook>;

/** Proxmox VE keeps these for itself, the second in any case. */
const isReserved = (name: string) =>
  name === 'current' || name.toLowerCase() === 'pending';

/** What will happen. Pure. */
export function snapshotEffects(situation: Taking): string[] {
  const { subject, input } = situation;
  const title = guestTitle(subject.guest);
  const running = statusOf(situation)?.status === 'running';
  const effects = [
    `The disks and the configuration of ${title} are kept as they are now, under the name '${input.name}'. It takes room on the same storages, more with all that is written later; it is no backup.`,
  ];
  if (running && input.withMemory) {
    effects.push(
      'Its memory is kept too: it stands still while that is written, and rolled back it goes on as it runs now.',
    );
  } else if (running) {
    effects.push(
      'Its memory is not kept: rolled back, it starts as after a power failure.',
    );
  }
  return effects;
}

/** What stands in the way. Pure. */
export function snapshotObstacles(situation: Taking): Obstacle[] {
  const { subject, input, facts } = situation;
  const title = guestTitle(subject.guest);
  const obstacles: Obstacle[] = [];
  if (isReserved(input.name)) {
    obstacles.push(
      block(
        'reserved-name',
        `Proxmox VE keeps the name '${input.name}' for itself. Choose another.`,
      ),
    );
  }
  if (snapshotOf(facts, input.name)) {
    obstacles.push(
      block(
        'name-taken',
        `${title} has a snapshot '${input.name}' already. Choose another name.`,
      ),
    );
  }
  if (facts && !facts.possible) {
    obstacles.push(
      block(
        'no-feature',
        `Not every storage that ${title} has its disks on can take snapshots, so none can be taken of it. Move its disks to one that can, or back it up.`,
      ),
    );
  }
  if (input.withMemory && subject.guest.type === 'lxc') {
    obstacles.push(
      block(
        'memory',
        `${title} is a container: its memory cannot be kept. Take the snapshot without it.`,
      ),
    );
  } else if (input.withMemory && statusOf(situation)?.status !== 'running') {
    obstacles.push(
      block(
        'memory',
        `${title} does not run, so there is no memory to keep. Take the snapshot without it.`,
      ),
    );
  }
  return obstacles;
}

const input = z.strictObject({
  ...guestTarget,
  name: snapshotName.describe(
    'The name of the snapshot: a letter, then letters, digits, - and _, 40 characters at most',
  ),
  description: z
    .string()
    .max(1000)
    .optional()
    .describe('What it is for, for people'),
  withMemory: z
    .boolean()
    .default(false)
    .describe(
      'Whether the memory is kept too; of running virtual machines only',
    ),
});

/** Takes a snapshot of a guest. */
export const snapshotGuest = (deps: ActionDeps): AnyAction =>
  guestAction<typeof input, SnapshotLook>(
    {
      name: 'snapshot-guest',
      title: 'Take snapshot',
      called: ({ name }, title) => `Take snapshot ${name} of ${title}`,
      description:
        'Keeps the disks and the configuration of a virtual machine or container of a Proxmox VE cluster as they are, under a name, and of a running virtual machine its memory if asked',
      input,
      permission: proxmoxGuestSnapshotPermission,
      destructive: false,
      canCancel: true,
      tasks: ['qmsnapshot', 'vzsnapshot'],
      rules: { template: 'no snapshots are taken of those', byHa: false },
      look: async ({ operator, guest }) => ({
        rows: await operator.snapshots(guest),
        possible: await operator.canSnapshot(guest),
        at: new Date(),
      }),
      effects: snapshotEffects,
      obstacles: snapshotObstacles,
      send: ({ operator, guest, input: snapshot, signal }) =>
        operator.takeSnapshot(guest, snapshot, { signal }),
      output: ({ name }) => ({ snapshot: name }),
    },
    deps,
  );
