import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { guestAction } from './guest-action';
import { guestTarget, guestTitle } from './guest-target';
import { statusOf } from './obstacles';
import { haEffects, powerObstacles } from './power-preflight';

/** Starts a guest. */
export const startGuest = (deps: ActionDeps): AnyAction =>
  guestAction(
    {
      name: 'start-guest',
      title: 'Start',
      description:
        'Starts a virtual machine or container of a Proxmox VE cluster, and ends when it runs',
      input: z.strictObject(guestTarget),
      permission: proxmoxGuestPowerPermission,
      destructive: false,
      canCancel: true,
      tasks: ['qmstart', 'vzstart', 'hastart'],
      // What was suspended to disk goes on from there.
      rules: {
        template: 'it cannot run',
        passesLocks: ['suspended'],
        byHa: true,
      },
      effects: situation => {
        const { guest } = situation.subject;
        return [
          `${guestTitle(guest)} is started on node ${guest.node}${
            statusOf(situation)?.lock === 'suspended'
              ? ', and goes on where it was suspended'
              : ''
          }.`,
          ...haEffects(situation, 'running'),
        ];
      },
      obstacles: situation => powerObstacles(situation, 'running'),
      send: ({ operator, guest, signal }) =>
        operator.startGuest(guest, { signal }),
      ha: () => ({ state: 'started' }),
      output: () => ({ status: 'running' }),
    },
    deps,
  );
