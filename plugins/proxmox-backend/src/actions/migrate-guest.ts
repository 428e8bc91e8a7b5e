import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxGuestMigratePermission,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { wordOf } from './follow-guest';
import { guestAction } from './guest-action';
import { guestTarget } from './guest-target';
import { mayMoveBy, movedAlong } from './migrate-along';
import { migrateEffects } from './migrate-effects';
import { migrateObstacles } from './migrate-obstacles';
import type { MigrateFacts } from './migrating';

/** A host name, as nodes have. */
const NODE = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
/** What Proxmox VE takes for the id of a storage. */
const STORAGE = /^[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]$/;

const input = z.strictObject({
  ...guestTarget,
  target: z.string().regex(NODE).describe('The node that it is moved to'),
  withLocalDisks: z
    .boolean()
    .default(false)
    .describe(
      'Whether disks that only its node has are copied along while it runs',
    ),
  targetStorage: z
    .string()
    .max(100)
    .regex(STORAGE)
    .optional()
    .describe(
      'The storage that its disks go to, if not to those of the same names',
    ),
});

/** Moves a guest to another node. */
export const migrateGuest = (deps: ActionDeps): AnyAction =>
  guestAction<typeof input, MigrateFacts>(
    {
      name: 'migrate-guest',
      title: 'Migrate',
      called: ({ target }, title) => `Migrate ${title} to ${target}`,
      description:
        'Moves a virtual machine or container of a Proxmox VE cluster to another node and ends when it is there: a running virtual machine without a break, a running container by shutting it down (by force after three minutes) and starting it again',
      input,
      permission: proxmoxGuestMigratePermission,
      destructive: false,
      canCancel: true,
      tasks: ['qmigrate', 'vzmigrate', 'hamigrate'],
      rules: { byHa: true },
      async look({ subject, operator, guest, allows }) {
        const { data } = await deps.store.read<ProxmoxInventory>(
          'inventory',
          subject.source,
        );
        const inventory = data ?? { nodes: {}, storages: {}, guests: {} };
        return {
          inventory,
          conditions: await operator.migrationConditions(guest),
          mayMove: mayMoveBy(subject, inventory, allows),
        };
      },
      affects: movedAlong,
      effects: migrateEffects,
      obstacles: migrateObstacles,
      send: ({ operator, guest, input: parameters, signal }) =>
        operator.migrateGuest(guest, parameters, { signal }),
      ha: ({ target }, { node }) => ({ node: target, from: node }),
      // Where it is, and how, is asked of the node that it was moved to.
      awaits: ({ target }) => ({
        node: target,
        reached: () => true,
        otherwise: 'it is not there',
      }),
      output: ({ target }) => ({ node: target }),
      async afterFailure({ operator, guest, signal }) {
        const status = wordOf(await operator.guestStatus(guest, { signal }));
        return `The guest is ${status} on node ${guest.node}, as before it was moved.`;
      },
    },
    deps,
  );
