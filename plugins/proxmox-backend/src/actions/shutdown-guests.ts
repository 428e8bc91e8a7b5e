import {
  nameSome,
  type AnyAction,
} from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { bulkGuestsAction } from './bulk-action';
import { atOnce, guestNames, titleOf, type NamedGuest } from './bulk-target';
import { shutdownTimeout } from './guest-target';

/** What becomes of those that do not shut down. Pure. */
function afterTimeout(todo: readonly NamedGuest[], seconds: number): string[] {
  const isForced = ({ found }: NamedGuest) =>
    found?.guest.type === 'qemu' && found.guest.haState !== undefined;
  const forced = todo.filter(isForced);
  const notYet = `that has not shut down after ${seconds} s is`;
  return [
    ...(forced.length < todo.length ? [`One ${notYet} left running.`] : []),
    ...(forced.length > 0
      ? [
          `A virtual machine that HA manages and ${notYet} cut off by the HA manager, as if its power failed, and what it has not written is lost: ${nameSome(
            forced.map(titleOf),
          )}.`,
        ]
      : []),
  ];
}

/** Asks many guests to shut down by themselves. */
export const shutdownGuests = (deps: ActionDeps): AnyAction =>
  bulkGuestsAction(
    {
      name: 'shutdown-guests',
      title: 'Shut down',
      description:
        'Asks many virtual machines and containers to shut down by themselves, some at a time, and ends when all have; one that fails does not stop the others. One that has not shut down after the timeout is left running, except virtual machines that HA manages: the HA manager cuts those off',
      input: z.strictObject({
        guests: guestNames,
        timeout: shutdownTimeout,
        atOnce,
      }),
      permission: proxmoxGuestPowerPermission,
      action: 'shutdown-guest',
      done: 'shut down',
      already: 'already',
      leaves: ({ guest }) =>
        guest.status === 'stopped'
          ? { code: 'already', why: 'already stopped' }
          : undefined,
      effects: (todo, { timeout }) => [
        'What runs in them ends in good order, and is away until they are started again.',
        ...afterTimeout(todo, timeout),
      ],
      more: ({ timeout }) => ({ timeout }),
    },
    deps,
  );
