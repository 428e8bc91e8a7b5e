import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestPowerPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { guestAction } from './guest-action';
import { guestTarget, guestTitle, shutdownTimeout } from './guest-target';
import { block, isManaged, statusOf, type GuestSituation } from './obstacles';
import { mustRun } from './power-preflight';

const isPaused = (situation: GuestSituation) =>
  statusOf(situation)?.qmpstatus === 'paused';

/** Shuts a guest down and starts it again. */
export const rebootGuest = (deps: ActionDeps): AnyAction =>
  guestAction(
    {
      name: 'reboot-guest',
      title: 'Reboot',
      description:
        'Asks a virtual machine or container of a Proxmox VE cluster to shut down, starts it again, and ends when it runs. A container that has not shut down after the timeout is stopped by force; a virtual machine is left running',
      input: z.strictObject({ ...guestTarget, timeout: shutdownTimeout }),
      permission: proxmoxGuestPowerPermission,
      destructive: false,
      canCancel: true,
      tasks: ['qmreboot', 'vzreboot'],
      rules: { template: 'it cannot run', byHa: false },
      effects: situation => {
        const { input, subject } = situation;
        return [
          `${guestTitle(
            subject.guest,
          )} is asked to shut down by itself, and started again. What runs in it is away in between; changes to its configuration that wait for a restart take effect.`,
          subject.guest.type === 'qemu'
            ? `If it has not shut down after ${input.timeout} s, it is left running and the run fails.`
            : `If it has not shut down after ${input.timeout} s, it is stopped by force: what it has not written then is lost.`,
          ...(isManaged(situation)
            ? [
                'It is managed by HA. A reboot goes past the HA manager, which may start it before its node does; either way it runs again.',
              ]
            : []),
        ];
      },
      obstacles: situation => [
        ...mustRun(situation, 'reboot'),
        ...(isPaused(situation)
          ? [
              block(
                'paused',
                `${guestTitle(
                  situation.subject.guest,
                )} is paused and cannot shut down by itself. Resume it first.`,
              ),
            ]
          : []),
      ],
      send: ({ operator, guest, input, signal }) =>
        operator.rebootGuest(
          guest,
          { timeoutSeconds: input.timeout },
          { signal },
        ),
      // The task of a virtual machine ends when it has shut down; what notices that starts it again.
      awaits: (_, { node }) => ({
        node,
        reached: ({ status }) => status === 'running',
        otherwise: 'it was not started again',
      }),
      output: () => ({ status: 'running' }),
    },
    deps,
  );
