import {
  defineReadingTool,
  type ReadingTool,
} from '@reverb256/backstage-plugin-infra-node';
import { proxmoxClusterReadPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestSummary, summarizeGuest } from './guest-summary';
import {
  readingOf,
  readingSchema,
  visibleInventories,
  type ToolDeps,
} from './reading';

const input = z.strictObject({
  cluster: z
    .string()
    .optional()
    .describe('Only of this cluster, by its name in list-clusters'),
  node: z.string().optional().describe('Only of this node'),
  status: z
    .string()
    .optional()
    .describe('Only of this status: running, stopped, unknown, …'),
  tag: z.string().optional().describe('Only those that carry this tag'),
  limit: z
    .number()
    .int()
    .min(1)
    .max(500)
    .default(100)
    .describe('How many are listed at most'),
});

const output = z.object({
  total: z
    .number()
    .describe('How many there are; more than are listed when there is a limit'),
  guests: z.array(z.object(guestSummary)),
  clusters: z
    .array(z.object({ name: z.string(), ...readingSchema }))
    .describe('How old this is, and what is missing from it'),
});

/** The guests that the caller may see. */
export const listGuests = (deps: ToolDeps): ReadingTool =>
  defineReadingTool({
    name: 'list-guests',
    title: 'List guests',
    description:
      'Lists the virtual machines and containers that you may see, by cluster, node, status or tag. Answers from what the portal read last and asks no cluster; a guest whose node is away is of status unknown.',
    permission: proxmoxClusterReadPermission,
    input,
    output,
    async read({ cluster, node, status, tag, limit }, credentials) {
      const now = (deps.clock ?? (() => new Date()))();
      const inventories = await visibleInventories(deps, credentials, cluster);
      const found = inventories
        .flatMap(snapshot =>
          Object.values(snapshot.data?.guests ?? {}).map(guest =>
            summarizeGuest(guest, snapshot, now),
          ),
        )
        .filter(
          guest =>
            (node === undefined || guest.node === node) &&
            (status === undefined || guest.status === status) &&
            (tag === undefined || guest.tags.includes(tag)),
        );
      return {
        total: found.length,
        guests: found.slice(0, limit),
        clusters: inventories.map(snapshot => ({
          name: snapshot.source,
          ...readingOf(snapshot, now),
        })),
      };
    },
  });
