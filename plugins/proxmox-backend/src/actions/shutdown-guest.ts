import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { guestAction } from './guest-action';
import { guestTarget, guestTitle, shutdownTimeout } from './guest-target';
import { isManaged, type GuestSituation } from './obstacles';
import { haEffects, powerObstacles } from './power-preflight';

/** What becomes of one that does not shut down. Pure. */
function afterTimeout(situation: GuestSituation, seconds: number): string {
  const notYet = `If it has not shut down after ${seconds} s,`;
  if (!isManaged(situation)) {
    return `${notYet} it is left running and the run fails.`;
  }
  // pve-ha-manager asks with forceStop for a virtual machine (Resources/PVEVM.pm), and without for a container (PVECT.pm).
  return situation.subject.guest.type === 'qemu'
    ? `${notYet} the HA manager cuts it off, as if its power failed: what it has not written then is lost.`
    : `${notYet} the HA manager gives up and puts it into the state 'error', in which it does nothing more with it.`;
}

/** Asks a guest to shut down by itself. */
export const shutdownGuest = (deps: ActionDeps): AnyAction =>
  guestAction(
    {
      name: 'shutdown-guest',
      title: 'Shut down',
      description:
        'Asks a virtual machine or container of a Proxmox VE cluster to shut down by itself, and ends when it has. One that has not after the timeout is left running, except a virtual machine that HA manages: the HA manager cuts that off',
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
        afterTimeout(situation, situation.input.timeout),
        ...haEffects(situation, 'stopped'),
      ],
      obstacles: situation => powerObstacles(situation, 'stopped'),
      send: ({ operator, guest, input, signal }) =>
        operator.shutDownGuest(
          guest,
          { timeoutSeconds: input.timeout },
          { signal },
        ),
      ha: ({ timeout }) => ({ state: 'stopped', givenSeconds: timeout }),
      output: () => ({ status: 'stopped' }),
    },
    deps,
  );
