import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { isOld } from './reading';

/** What a list says of a guest. */
export const guestSummary = {
  cluster: z.string(),
  id: z
    .string()
    .describe('Within the cluster: qemu/100 for a VM, lxc/200 for a container'),
  name: z.string().optional(),
  node: z.string(),
  status: z
    .string()
    .describe(
      'running, stopped, paused, …; unknown while its node or its cluster cannot be read',
    ),
  lastKnownStatus: z
    .string()
    .optional()
    .describe('Only while the status is unknown: what it was at lastKnownAt'),
  lastKnownAt: z.string().optional().describe('ISO 8601, UTC'),
  template: z.boolean(),
  tags: z.array(z.string()),
};

/** Says of a guest what a list does; a status that nobody can vouch for now is unknown. Pure. */
export function summarizeGuest(
  guest: ProxmoxGuest,
  snapshot: Snapshot<ProxmoxInventory>,
  now: Date,
) {
  const lastKnownAt =
    guest.lastKnownAt ??
    (isOld(snapshot, now) ? snapshot.collectedAt : undefined);
  return {
    cluster: snapshot.source,
    id: guest.id,
    ...(guest.name !== undefined && { name: guest.name }),
    node: guest.node,
    ...(lastKnownAt === undefined
      ? { status: guest.status }
      : { status: 'unknown', lastKnownStatus: guest.status, lastKnownAt }),
    template: guest.template,
    tags: guest.tags,
  };
}
