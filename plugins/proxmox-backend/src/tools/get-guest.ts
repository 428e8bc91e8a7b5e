import { NotFoundError } from '@backstage/errors';
import {
  defineReadingTool,
  type ReadingTool,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxClusterReadPermission,
  type ProxmoxAddresses,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestTarget } from '../actions/guest-target';
import { guestSummary, summarizeGuest } from './guest-summary';
import {
  readingOf,
  readingSchema,
  visibleInventories,
  type ToolDeps,
} from './reading';

const use = z.object({
  usedBytes: z.number().optional(),
  totalBytes: z.number(),
});

const output = z.object({
  ...guestSummary,
  cpu: z
    .object({
      fraction: z.number().describe('Of all of its cores, 0 to 1'),
      cores: z.number(),
    })
    .optional(),
  memory: use.optional(),
  disk: use.optional().describe('The root disk'),
  startedAt: z.string().optional().describe('ISO 8601, UTC'),
  pool: z.string().optional(),
  haState: z
    .string()
    .optional()
    .describe("The HA manager's word for it; only if it is managed by HA"),
  lock: z
    .string()
    .optional()
    .describe('Why its configuration is locked: backup, migrate, …'),
  addresses: z
    .array(z.string())
    .optional()
    .describe('As swept last; absent where nobody told'),
  ...readingSchema,
});

/** One guest. */
export const getGuest = (deps: ToolDeps): ReadingTool =>
  defineReadingTool({
    name: 'get-guest',
    title: 'Get a guest',
    description:
      'Tells everything that the portal last read of one virtual machine or container. Asks no cluster.',
    permission: proxmoxClusterReadPermission,
    input: z.strictObject(guestTarget),
    output,
    async read({ cluster, guest: id }, credentials) {
      const now = (deps.clock ?? (() => new Date()))();
      const [snapshot] = await visibleInventories(deps, credentials, cluster);
      const guest = snapshot.data?.guests[id];
      const reading = readingOf(snapshot, now);
      if (!guest) {
        throw new NotFoundError(
          [
            `Cluster ${cluster} has no guest ${id}, as far as you and the portal may see.`,
            ...reading.unknown,
          ].join(' '),
        );
      }
      const { cpu, memory, disk, startedAt, pool, haState, lock } = guest;
      const { data } = await deps.store.read<ProxmoxAddresses>(
        'addresses',
        cluster,
      );
      const known = data?.guests[id]?.addresses;
      return {
        ...summarizeGuest(guest, snapshot, now),
        ...{ cpu, memory, disk, startedAt, pool, haState, lock },
        ...(known?.length && { addresses: known }),
        ...reading,
      };
    },
  });
