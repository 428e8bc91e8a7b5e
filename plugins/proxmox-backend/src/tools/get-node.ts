import { NotFoundError } from '@backstage/errors';
import {
  defineReadingTool,
  type ReadingTool,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxClusterReadPermission,
  type ProxmoxCertificates,
  type ProxmoxNodeFacts,
  type ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import {
  isOld,
  readingOf,
  readingSchema,
  visibleInventories,
  type ToolDeps,
} from './reading';

const use = z.object({ usedBytes: z.number(), totalBytes: z.number() });

const output = z.object({
  cluster: z.string(),
  name: z.string(),
  status: z
    .string()
    .describe(
      'online, offline; unknown while the cluster cannot be read or does not say',
    ),
  lastKnownStatus: z
    .string()
    .optional()
    .describe('Only while the status is unknown since the cluster is not read'),
  lastOnlineAt: z
    .string()
    .optional()
    .describe('Only while it is not online: ISO 8601, UTC'),
  haState: z
    .string()
    .optional()
    .describe("The HA manager's word for it: online, maintenance, fence, …"),
  address: z.string().optional(),
  startedAt: z.string().optional(),
  cpu: z
    .object({
      fraction: z.number().describe('Of all of its threads, 0 to 1'),
      cores: z.number().describe('How many threads it has'),
    })
    .optional(),
  memory: use.optional(),
  rootDisk: use.optional(),
  guests: z
    .object({
      total: z.number(),
      running: z.number().optional().describe('Absent where nobody knows now'),
    })
    .describe('Those that you may see'),
  version: z.string().optional().describe('Of Proxmox VE'),
  certificateEndsAt: z.string().optional(),
  facts: z
    .object({
      readAt: z.string(),
      updates: z.number().optional().describe('Packages that could be updated'),
      subscription: z.string().optional(),
      failedDisks: z
        .array(z.string())
        .optional()
        .describe("By SMART's own word; absent where disks were not read"),
      unknownDisks: z
        .array(z.string())
        .optional()
        .describe('Of these SMART says nothing: they are not known to be well'),
      lifeLeftFraction: z
        .number()
        .optional()
        .describe('The least life left of its SSDs, 0 to 1'),
      problems: z
        .array(z.string())
        .optional()
        .describe('Why some of these are absent'),
    })
    .optional()
    .describe('Read once an hour'),
  ...readingSchema,
});

/** One node. */
export const getNode = (deps: ToolDeps): ReadingTool =>
  defineReadingTool({
    name: 'get-node',
    title: 'Get a node',
    description:
      'Tells everything that the portal last read of one node: state, load, guests, version, certificate, disks, updates. Asks no cluster.',
    permission: proxmoxClusterReadPermission,
    input: z.strictObject({
      cluster: z.string().describe('By its name in list-clusters'),
      node: z.string(),
    }),
    output,
    async read({ cluster, node: name }, credentials) {
      const { store } = deps;
      const now = (deps.clock ?? (() => new Date()))();
      const [snapshot] = await visibleInventories(deps, credentials, cluster);
      const reading = readingOf(snapshot, now);
      const nodes = snapshot.data?.nodes ?? {};
      if (!Object.hasOwn(nodes, name)) {
        throw new NotFoundError(
          [
            `Cluster ${cluster} has no node ${name}, as far as the portal may see.`,
            ...reading.unknown,
          ].join(' '),
        );
      }
      const [versions, certificates, facts] = await Promise.all([
        store.read<ProxmoxVersions>('versions', cluster),
        store.read<ProxmoxCertificates>('certificates', cluster),
        store.read<ProxmoxNodeFacts>('node-facts', cluster),
      ]);
      const { status, ip, ...node } = nodes[name];
      const isUnknown = isOld(snapshot, now);
      const guests = Object.values(snapshot.data!.guests).filter(
        guest => guest.node === name,
      );
      const areKnown = !isUnknown && status === 'online';
      return {
        cluster,
        ...node,
        address: ip,
        ...(isUnknown
          ? { status: 'unknown', lastKnownStatus: status }
          : { status }),
        guests: {
          total: guests.length,
          ...(areKnown && {
            running: guests.filter(guest => guest.status === 'running').length,
          }),
        },
        version: versions.data?.nodes[name]?.version,
        certificateEndsAt: certificates.data?.nodes[name]?.notAfter,
        facts: facts.data?.nodes[name],
        ...reading,
      };
    },
  });
