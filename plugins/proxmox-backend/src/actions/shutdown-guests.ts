import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { bulkGuestsAction } from './bulk-action';
import { atOnce, guestNames } from './bulk-target';
import { shutdownTimeout } from './guest-target';

/** Asks many guests to shut down by themselves. */
export const shutdownGuests = (deps: ActionDeps): AnyAction =>
  bulkGuestsAction(
    {
      name: 'shutdown-guests',
      title: 'Shut down',
      description:
        'Asks many virtual machines and containers to shut down by themselves, some at a time, and ends when all have; none is forced, and one that fails does not stop the others',
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
      effects: (_, { timeout }) => [
        `What runs in them ends in good order, and is away until they are started again. One that has not shut down after ${timeout} s is left running.`,
      ],
      more: ({ timeout }) => ({ timeout }),
    },
    deps,
  );
