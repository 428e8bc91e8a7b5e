import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { z } from 'zod';
import { guestTarget } from './guest-target';
import { powerAction, type ActionDeps } from './power-action';

/** Starts a guest. */
export const startGuest = (deps: ActionDeps): AnyAction =>
  powerAction(
    {
      name: 'start-guest',
      title: 'Start',
      description:
        'Starts a virtual machine or container of a Proxmox VE cluster, and ends when it runs',
      input: z.strictObject(guestTarget),
      goal: 'running',
      tasks: ['qmstart', 'vzstart', 'hastart'],
      send: (operator, guest, _, signal) =>
        operator.startGuest(guest, { signal }),
    },
    deps,
  );
