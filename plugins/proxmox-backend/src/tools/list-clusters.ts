import {
  defineReadingTool,
  type ReadingTool,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxInventory,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import {
  clusterHealth,
  proxmoxClusterReadPermission,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { readingOf, readingSchema, type ToolDeps } from './reading';

const output = z.object({
  clusters: z.array(
    z.object({
      name: z.string().describe('By which the other tools name it'),
      title: z.string(),
      health: z
        .enum(['ok', 'unknown', 'warning', 'critical'])
        .describe(
          'unknown is not ok: nobody can tell; what was critical when last read stays so',
        ),
      reasons: z
        .array(
          z.object({
            health: z.enum(['unknown', 'warning', 'critical']),
            code: z.string(),
            message: z.string(),
          }),
        )
        .describe('Why it is not ok, the worst first'),
      nodes: z
        .array(z.object({ name: z.string(), status: z.string() }))
        .describe('As last read; see readAt'),
      ...readingSchema,
    }),
  ),
});

/** How every cluster is, and why. */
export const listClusters = ({
  store,
  clock = () => new Date(),
}: ToolDeps): ReadingTool =>
  defineReadingTool({
    name: 'list-clusters',
    title: 'List Proxmox VE clusters',
    description:
      'Lists the Proxmox VE clusters with their health, the reasons for it, their nodes, and how old this is. Answers from what the portal read last and asks no cluster.',
    permission: proxmoxClusterReadPermission,
    input: z.strictObject({}),
    output,
    async read() {
      const now = clock();
      const clusters = await Promise.all(
        store.sources.map(async ({ name }) => {
          const snapshot = await store.read<ProxmoxInventory>(
            'inventory',
            name,
          );
          const versions = await store.read<ProxmoxVersions>('versions', name);
          const { health, reasons } = clusterHealth(
            snapshot,
            versions.data,
            now,
          );
          const nodes = Object.values(snapshot.data?.nodes ?? {});
          return {
            name,
            title: snapshot.title,
            health,
            reasons: reasons.map(({ health: worse, code, message }) => ({
              health: worse,
              code,
              message,
            })),
            nodes: nodes.map(node => ({
              name: node.name,
              status: node.status,
            })),
            ...readingOf(snapshot, now),
          };
        }),
      );
      return { clusters };
    },
  });
