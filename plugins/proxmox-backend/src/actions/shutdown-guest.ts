import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { z } from 'zod';
import { guestTarget } from './guest-target';
import { powerAction, type ActionDeps } from './power-action';

/** Asks a guest to shut down by itself. */
export const shutdownGuest = (deps: ActionDeps): AnyAction =>
  powerAction(
    {
      name: 'shutdown-guest',
      title: 'Shut down',
      description:
        'Asks a virtual machine or container of a Proxmox VE cluster to shut down by itself, and ends when it has; it is never forced',
      input: z.strictObject({
        ...guestTarget,
        timeout: z
          .number()
          .int()
          .min(1)
          .max(3600)
          .default(180)
          .describe('How long the guest is given, in seconds'),
      }),
      goal: 'stopped',
      tasks: ['qmshutdown', 'vzshutdown', 'hastop'],
      send: (operator, guest, { timeout }, signal) =>
        operator.shutDownGuest(guest, { timeoutSeconds: timeout }, { signal }),
    },
    deps,
  );
