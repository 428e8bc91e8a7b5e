import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { wordOf } from './follow-guest';
import { guestAction } from './guest-action';
import { guestTarget, guestTitle } from './guest-target';
import { block, isManaged, statusOf, type GuestSituation } from './obstacles';
import { mustRun } from './power-preflight';

interface Suspending extends GuestSituation {
  input: { toDisk: boolean };
}

/** What will happen. Pure. */
export function suspendEffects(situation: Suspending): string[] {
  const title = guestTitle(situation.subject.guest);
  if (situation.input.toDisk) {
    return [
      `The memory of ${title} is written to a storage, and it is stopped. It stays locked as 'suspended', and goes on where it was when it is resumed or started.`,
    ];
  }
  return [
    `${title} stands still where it is, until it is resumed. Its memory stays on node ${situation.subject.guest.node}, and is lost if that is switched off.`,
    ...(isManaged(situation)
      ? [
          'It is managed by HA, which takes it for running and does nothing about it. If its node fails, it is started anew on another.',
        ]
      : []),
  ];
}

/** What stands in the way. Pure. */
export function suspendObstacles(situation: Suspending): Obstacle[] {
  const { subject, input } = situation;
  const title = guestTitle(subject.guest);
  if (subject.guest.type === 'lxc') {
    return [
      block(
        'container',
        `${title} is a container: Proxmox VE suspends those only as an experiment, which mostly does not come back. Shut it down instead.`,
      ),
    ];
  }
  const now = statusOf(situation);
  const obstacles = mustRun(situation, 'suspend');
  if (now && !input.toDisk && wordOf(now) === 'paused') {
    obstacles.push(block('already', `${title} is paused already.`));
  }
  if (input.toDisk && isManaged(situation)) {
    obstacles.push(
      block(
        'ha-managed',
        `${title} is managed by HA, and Proxmox VE suspends none of those to disk: the HA manager would start it again. Suspend it in memory, or shut it down.`,
      ),
    );
  }
  return obstacles;
}

/** Pauses a virtual machine, in memory or on disk. */
export const suspendGuest = (deps: ActionDeps): AnyAction =>
  guestAction(
    {
      name: 'suspend-guest',
      title: 'Suspend',
      description:
        'Pauses a virtual machine of a Proxmox VE cluster in memory, or writes its memory to disk and stops it; it goes on where it was when it is resumed',
      input: z.strictObject({
        ...guestTarget,
        toDisk: z
          .boolean()
          .default(false)
          .describe(
            'Whether its memory is written to disk and it is stopped, so that it outlives its node being switched off',
          ),
      }),
      permission: proxmoxGuestPowerPermission,
      destructive: false,
      canCancel: false,
      tasks: ['qmpause', 'qmsuspend'],
      rules: { template: 'it cannot run', byHa: false },
      effects: suspendEffects,
      obstacles: suspendObstacles,
      send: ({ operator, guest, input, signal }) =>
        operator.suspendVm(guest, { toDisk: input.toDisk }, { signal }),
      awaits: ({ toDisk }, { node }) => ({
        node,
        reached: now => wordOf(now) === (toDisk ? 'suspended' : 'paused'),
        otherwise: 'it was not suspended',
      }),
      output: () => ({}),
    },
    deps,
  );
