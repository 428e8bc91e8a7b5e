import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { bulkGuestsAction } from './bulk-action';
import { atOnce, guestNames } from './bulk-target';

/** Starts many guests. */
export const startGuests = (deps: ActionDeps): AnyAction =>
  bulkGuestsAction(
    {
      name: 'start-guests',
      title: 'Start',
      description:
        'Starts many virtual machines and containers, some at a time, and ends when all run; one that fails does not stop the others',
      input: z.strictObject({ guests: guestNames, atOnce }),
      permission: proxmoxGuestPowerPermission,
      action: 'start-guest',
      done: 'started',
      already: 'already',
      leaves({ guest }) {
        if (guest.template) {
          return { code: 'template', why: 'templates do not run' };
        }
        return guest.status === 'running'
          ? { code: 'already', why: 'already running' }
          : undefined;
      },
      effects: () => [],
    },
    deps,
  );
