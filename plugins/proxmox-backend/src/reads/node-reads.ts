import {
  nodeCertificatesSchema,
  nodeDisksSchema,
  nodeHistorySchema,
  nodeNetworkSchema,
  nodeServicesSchema,
  nodeStatusSchema,
  nodeSubscriptionSchema,
  nodeUpdatesSchema,
  replicationSchema,
  type NodePart,
  type Timeframe,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  ProxmoxClient,
  ReadOptions,
} from '@reverb256/backstage-plugin-proxmox-node';
import type { z } from 'zod';
import { toNodeHistory } from '../details/history';
import {
  toCertificates,
  toDisks,
  toNetwork,
  toNodeStatus,
  toReplication,
  toSubscription,
  toUpdates,
} from '../details/node-parts';
import { toServices } from '../details/services';
import { historyFreshSeconds } from './timeframe';

/** What one part of a node's page is, and how it is read. */
export interface NodeRead {
  /** As the subject of a sentence. */
  title: string;
  schema: z.ZodType;
  freshSeconds: (timeframe: Timeframe) => number;
  read(
    client: ProxmoxClient,
    node: string,
    options: ReadOptions & { timeframe: Timeframe; now: Date },
  ): Promise<unknown>;
}

const every = (seconds: number) => () => seconds;

/** Each part of a node, by its path. */
export const nodeReads: Record<NodePart, NodeRead> = {
  status: {
    title: 'The status',
    schema: nodeStatusSchema,
    freshSeconds: every(10),
    read: async (client, node, options) =>
      toNodeStatus(await client.details.nodeStatus(node, options)),
  },
  history: {
    title: 'The history',
    schema: nodeHistorySchema,
    freshSeconds: timeframe => historyFreshSeconds[timeframe],
    read: async (client, node, { timeframe, now, ...options }) =>
      toNodeHistory(
        await client.details.nodeHistory(node, timeframe, options),
        timeframe,
        now,
      ),
  },
  disks: {
    title: 'The disks',
    schema: nodeDisksSchema,
    freshSeconds: every(60),
    read: async (client, node, options) =>
      toDisks(await client.details.nodeDisks(node, options)),
  },
  network: {
    title: 'The network',
    schema: nodeNetworkSchema,
    freshSeconds: every(60),
    read: async (client, node, options) =>
      toNetwork(await client.details.nodeNetwork(node, options)),
  },
  services: {
    title: 'The services',
    schema: nodeServicesSchema,
    freshSeconds: every(30),
    read: async (client, node, options) =>
      toServices(await client.details.nodeServices(node, options)),
  },
  updates: {
    title: 'The pending updates',
    schema: nodeUpdatesSchema,
    freshSeconds: every(60),
    read: async (client, node, options) =>
      toUpdates(await client.details.nodeUpdates(node, options)),
  },
  subscription: {
    title: 'The subscription',
    schema: nodeSubscriptionSchema,
    freshSeconds: every(60),
    read: async (client, node, options) =>
      toSubscription(await client.details.nodeSubscription(node, options)),
  },
  certificates: {
    title: 'The certificates',
    schema: nodeCertificatesSchema,
    freshSeconds: every(60),
    read: async (client, node, options) =>
      toCertificates(await client.nodeCertificates(node, options)),
  },
  replication: {
    title: 'The replication',
    schema: replicationSchema,
    freshSeconds: every(20),
    read: async (client, node, options) =>
      toReplication(await client.details.nodeReplication(node, {}, options)),
  },
};
