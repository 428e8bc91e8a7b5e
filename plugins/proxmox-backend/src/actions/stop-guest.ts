import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestStopPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { guestAction } from './guest-action';
import { guestTarget, guestTitle } from './guest-target';
import { haEffects, powerObstacles } from './power-preflight';

const input = z.strictObject(guestTarget);

/** Switches a guest off at once. */
export const stopGuest = (deps: ActionDeps): AnyAction =>
  guestAction<typeof input, undefined, { managed: boolean }>(
    {
      name: 'stop-guest',
      title: 'Stop',
      description:
        'Switches a virtual machine or container of a Proxmox VE cluster off at once: what it had not written is lost',
      input,
      permission: proxmoxGuestStopPermission,
      destructive: true,
      canCancel: false,
      tasks: ['qmstop', 'vzstop', 'hastop'],
      rules: { template: 'it cannot run', byHa: true },
      effects: situation => [
        `${guestTitle(
          situation.subject.guest,
        )} is switched off at once, as if its power failed. What runs in it ends where it is, and what it has not written to its disks is lost.`,
        ...haEffects(situation, 'stopped'),
      ],
      obstacles: situation => powerObstacles(situation, 'stopped'),
      note: async ({ operator, guest, signal }) => ({
        managed:
          (await operator.guestStatus(guest, { signal })).ha.managed ?? false,
      }),
      // A shutdown that somebody waits for in vain would keep the guest's lock; Proxmox VE refuses to end it where HA manages the guest.
      send: ({ operator, guest, note, signal }) =>
        operator.stopGuest(guest, { endShutdowns: !note.managed }, { signal }),
      ha: () => ({ state: 'stopped' }),
      output: () => ({ status: 'stopped' }),
    },
    deps,
  );
