import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import { proxmoxGuestMigratePermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { ActionDeps } from './action-deps';
import { bulkGuestsAction } from './bulk-action';
import {
  atOnce,
  guestNames,
  type GuestsSubject,
  type NamedGuest,
} from './bulk-target';
import { gib } from './migrating';
import { block, warn } from './obstacles';

const input = z.strictObject({
  guests: guestNames,
  target: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/)
    .describe('The node that they are moved to'),
  withLocalDisks: z
    .boolean()
    .default(false)
    .describe(
      'Whether disks that only their node has are copied along while they run',
    ),
  atOnce,
});

const running = (todo: readonly NamedGuest[], type: 'qemu' | 'lxc') =>
  todo.filter(
    ({ found }) =>
      found?.guest.type === type && found.guest.status === 'running',
  );

/** What stands in the way of moving any of them. Pure. */
function obstacles(
  todo: readonly NamedGuest[],
  { inventories }: GuestsSubject,
  { target }: z.output<typeof input>,
): Obstacle[] {
  if (inventories.size > 1) {
    return [
      block(
        'clusters',
        'They are in more than one cluster: move those of each by themselves.',
      ),
    ];
  }
  const [inventory] = inventories.values();
  const node = inventory?.nodes[target];
  if (!inventory) return [];
  if (node?.status !== 'online') {
    return [
      node
        ? block('target-offline', `Node ${target} is not online.`)
        : block('no-such-node', `There is no node ${target} in the cluster.`),
    ];
  }
  const found: Obstacle[] = [];
  if (node.haState === 'maintenance') {
    found.push(
      warn(
        'target-maintenance',
        `Node ${target} is in maintenance: the HA manager moves nothing to it, and whoever works on it may switch it off.`,
      ),
    );
  }
  const needed = [...running(todo, 'qemu'), ...running(todo, 'lxc')].reduce(
    (sum, each) => sum + (each.found?.guest.memory?.totalBytes ?? 0),
    0,
  );
  const free = node.memory && node.memory.totalBytes - node.memory.usedBytes;
  if (free !== undefined && needed > free) {
    found.push(
      warn(
        'memory',
        `Node ${target} has ${gib(free)} of memory left, and they may use ${gib(
          needed,
        )}: with too little, the node ends what runs on it.`,
      ),
    );
  }
  return found;
}

/** Moves many guests of a cluster to one node. */
export const migrateGuests = (deps: ActionDeps): AnyAction =>
  bulkGuestsAction(
    {
      name: 'migrate-guests',
      title: 'Migrate',
      description:
        'Moves many virtual machines and containers of one cluster to another node, some at a time, and ends when all are there; one that cannot be moved stays where it is and does not stop the others',
      input,
      permission: proxmoxGuestMigratePermission,
      action: 'migrate-guest',
      done: 'moved',
      already: 'same-node',
      called: ({ target }, guests) => `Migrate ${guests} to ${target}`,
      leaves: ({ guest }, { target }) =>
        guest.node === target
          ? { code: 'same-node', why: `already on node ${target}` }
          : undefined,
      effects(todo) {
        const containers = running(todo, 'lxc').length;
        return [
          ...(running(todo, 'qemu').length > 0
            ? ['Virtual machines that run go on running meanwhile.']
            : []),
          ...(containers > 0
            ? [
                `${containers} running ${
                  containers === 1 ? 'container is' : 'containers are'
                } shut down (by force after 180 s, where HA does not manage it), moved and started again.`,
              ]
            : []),
          'Whether something keeps one from moving is looked at when its turn comes; then it stays where it is, and the run says why.',
        ];
      },
      obstacles,
      more: ({ target, withLocalDisks }) => ({ target, withLocalDisks }),
    },
    deps,
  );
