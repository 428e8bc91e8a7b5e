import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestRollbackPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { guestAction } from './guest-action';
import type { Situation } from './guest-action-definition';
import { guestTarget, guestTitle } from './guest-target';
import { isManaged, statusOf, warn } from './obstacles';
import {
  listed,
  madeAt,
  missingSnapshot,
  snapshotName,
  snapshotOf,
  snapshotsOf,
  type SnapshotFacts,
} from './snapshot-target';

/** What is known before a guest is taken back. */
interface RollbackFacts extends SnapshotFacts {
  /** The guest's tags now and in the snapshot; absent where there is no such snapshot. */
  tags?: { now: string[]; then: string[] };
}

type RollingBack = Situation<
  { snapshot: string; start: boolean },
  RollbackFacts
>;

/** Which tags it gets and loses by it. Pure. */
function tagsChanged({ facts }: RollingBack) {
  const { now, then } = facts?.tags ?? { now: [], then: [] };
  return {
    gained: then.filter(tag => !now.includes(tag)),
    lost: now.filter(tag => !then.includes(tag)),
  };
}

const isRunning = (situation: RollingBack) =>
  statusOf(situation)?.status === 'running';

/** How the guest is afterwards. */
function afterwards(situation: RollingBack, withMemory: boolean): string {
  if (withMemory) {
    return 'Its memory is in the snapshot: it goes on running as it did then.';
  }
  if (situation.input.start) return 'It is started afterwards.';
  if (isRunning(situation) && isManaged(situation)) {
    return 'It is managed by HA, which starts it again afterwards.';
  }
  return 'It is stopped afterwards.';
}

/** What will happen. Pure. */
export function rollbackEffects(situation: RollingBack): string[] {
  const { subject, input, facts } = situation;
  const title = guestTitle(subject.guest);
  const snapshot = snapshotOf(facts, input.snapshot);
  if (!facts || !snapshot) {
    return [
      `The disks and the configuration of ${title} become again what they were in the snapshot '${input.snapshot}'; all that was written since is lost.`,
    ];
  }
  const effects = [
    `The disks and the configuration of ${title} become again what they were when '${
      snapshot.name
    }' was made (${madeAt(
      snapshot,
      facts.at,
    )}). All that was written since, and is in no other snapshot, is lost.`,
  ];
  if (isRunning(situation)) {
    effects.push('It is stopped at once for that, as if its power failed.');
  }
  effects.push(afterwards(situation, snapshot.vmstate ?? false));
  const { gained, lost } = tagsChanged(situation);
  if (gained.length + lost.length > 0) {
    effects.push(
      `Its tags become again what they were: ${listed([
        ...gained.map(tag => `it gets ${tag}`),
        ...lost.map(tag => `it loses ${tag}`),
      ])}.`,
    );
  }
  const later = snapshotsOf(facts)
    .filter(row => (row.snaptime ?? 0) > (snapshot.snaptime ?? 0))
    .map(row => row.name);
  if (later.length > 0) {
    effects.push(
      `What was made after it (${listed(
        later,
      )}) stays, beside the state that it goes on from. Some storages, such as ZFS, go back only to the last snapshot: there it fails, and nothing is changed.`,
    );
  }
  return effects;
}

/** What stands in the way. Pure. */
export function rollbackObstacles(situation: RollingBack): Obstacle[] {
  const { subject, input, facts } = situation;
  const obstacles = missingSnapshot(subject, facts, input.snapshot);
  const snapshot = snapshotOf(facts, input.snapshot);
  if (
    snapshot &&
    isRunning(situation) &&
    !input.start &&
    !snapshot.vmstate &&
    !isManaged(situation)
  ) {
    obstacles.push(
      warn(
        'stays-stopped',
        `${guestTitle(
          subject.guest,
        )} runs now and will not afterwards, unless you ask for it to be started.`,
      ),
    );
  }
  const { gained, lost } = tagsChanged(situation);
  if (gained.length + lost.length > 0) {
    obstacles.push(
      warn(
        'tags-change',
        `What goes by the tags of ${guestTitle(
          subject.guest,
        )} (who may do what to it, who owns it, what backs it up) goes by those of the snapshot then, as if somebody had changed them (proxmox.guest.tag).`,
      ),
    );
  }
  return obstacles;
}

const input = z.strictObject({
  ...guestTarget,
  snapshot: snapshotName.describe('The name of the snapshot to go back to'),
  start: z
    .boolean()
    .default(false)
    .describe('Whether the guest is started afterwards'),
});

/** Takes a guest back to a snapshot. */
export const rollbackGuest = (deps: ActionDeps): AnyAction =>
  guestAction<typeof input, RollbackFacts>(
    {
      name: 'rollback-guest',
      title: 'Roll back',
      called: ({ snapshot }, title) => `Roll back ${title} to ${snapshot}`,
      description:
        'Takes a virtual machine or container of a Proxmox VE cluster back to a snapshot: what was written since is lost',
      input,
      permission: proxmoxGuestRollbackPermission,
      destructive: true,
      // Half rolled back is neither the one nor the other.
      canCancel: false,
      tasks: ['qmrollback', 'vzrollback'],
      rules: { template: 'it has no snapshots', byHa: false },
      async look({ operator, guest, input: { snapshot } }) {
        const facts = { rows: await operator.snapshots(guest), at: new Date() };
        if (!snapshotOf(facts, snapshot)) return facts;
        const { tags: now } = await operator.tags(guest);
        const then = await operator.snapshotTags(guest, snapshot);
        return { ...facts, tags: { now, then } };
      },
      effects: rollbackEffects,
      obstacles: rollbackObstacles,
      send: ({ operator, guest, input: { snapshot, start }, signal }) =>
        operator.rollBack(guest, { snapshot, start }, { signal }),
      // It is started by a task of its own.
      awaits: ({ start }, { node }) => ({
        node,
        reached: ({ status }) => !start || status === 'running',
        otherwise: 'it was not started',
      }),
      output: ({ snapshot }) => ({ snapshot }),
    },
    deps,
  );
