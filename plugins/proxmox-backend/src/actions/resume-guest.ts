import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { wordOf } from './follow-guest';
import { guestAction } from './guest-action';
import { guestTarget, guestTitle } from './guest-target';
import { block, statusOf, type GuestSituation } from './obstacles';

/** What stands in the way. Pure. */
export function resumeObstacles(situation: GuestSituation): Obstacle[] {
  const { guest } = situation.subject;
  const title = guestTitle(guest);
  if (guest.type === 'lxc') {
    return [
      block('container', `${title} is a container: those are not suspended.`),
    ];
  }
  const now = statusOf(situation);
  if (!now || ['paused', 'suspended'].includes(wordOf(now))) return [];
  return [
    block(
      'not-suspended',
      `${title} is ${wordOf(now)}: there is nothing to resume.`,
    ),
  ];
}

/** Has a suspended virtual machine go on. */
export const resumeGuest = (deps: ActionDeps): AnyAction =>
  guestAction(
    {
      name: 'resume-guest',
      title: 'Resume',
      description:
        'Has a suspended virtual machine of a Proxmox VE cluster go on where it was, and ends when it runs',
      input: z.strictObject(guestTarget),
      permission: proxmoxGuestPowerPermission,
      destructive: false,
      canCancel: false,
      tasks: ['qmresume'],
      rules: {
        template: 'it cannot run',
        passesLocks: ['suspended'],
        byHa: false,
      },
      effects: situation => [
        statusOf(situation)?.lock === 'suspended'
          ? `${guestTitle(
              situation.subject.guest,
            )} is started with the memory that it was suspended with, and goes on from there. What was written of it to disk is removed.`
          : `${guestTitle(situation.subject.guest)} goes on where it was.`,
      ],
      obstacles: resumeObstacles,
      send: ({ operator, guest, signal }) =>
        operator.resumeVm(guest, { signal }),
      // What was suspended to disk is started by a task of its own.
      awaits: (_, { node }) => ({
        node,
        reached: now => wordOf(now) === 'running' && !now.lock,
        otherwise: 'it does not run',
      }),
      output: () => ({}),
    },
    deps,
  );
