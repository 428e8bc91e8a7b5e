import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { guestAction } from './guest-action';
import { guestTarget, guestTitle, shutdownTimeout } from './guest-target';
import { isManaged } from './obstacles';
import { haEffects, powerObstacles } from './power-preflight';

/** Asks a guest to shut down by itself. */
export const shutdownGuest = (deps: ActionDeps): AnyAction =>
  guestAction(
    {
      name: 'shutdown-guest',
      title: 'Shut down',
      description:
        'Asks a virtual machine or container of a Proxmox VE cluster to shut down by itself, and ends when it has; it is never forced',
      input: z.strictObject({ ...guestTarget, timeout: shutdownTimeout }),
      permission: proxmoxGuestPowerPermission,
      destructive: false,
      canCancel: true,
      tasks: ['qmshutdown', 'vzshutdown', 'hastop'],
      rules: { template: 'it cannot run', byHa: true },
      effects: situation => [
        `${guestTitle(
          situation.subject.guest,
        )} is asked to shut down by itself. What runs in it ends in good order, and is away until it is started again.`,
        ...(isManaged(situation)
          ? []
          : [
              `If it has not shut down after ${situation.input.timeout} s, it is left running and the run fails.`,
            ]),
        ...haEffects(situation, 'stopped'),
      ],
      obstacles: situation => powerObstacles(situation, 'stopped'),
      send: ({ operator, guest, input, signal }) =>
        operator.shutDownGuest(
          guest,
          { timeoutSeconds: input.timeout },
          { signal },
        ),
      ha: () => ({ state: 'stopped' }),
      output: () => ({ status: 'stopped' }),
    },
    deps,
  );
