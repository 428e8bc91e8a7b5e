import {
  useReading,
  type ReadingResult,
  type UseReadingOptions,
} from '@reverb256/backstage-plugin-infra-react';
import {
  nodeCertificatesSchema,
  nodeDisksSchema,
  nodeHistorySchema,
  nodeNetworkSchema,
  nodePath,
  nodeServicesSchema,
  nodeStatusSchema,
  nodeSubscriptionSchema,
  nodeUpdatesSchema,
  replicationSchema,
  type NodeCertificates,
  type NodeDisks,
  type NodeNetwork,
  type NodeServices,
  type NodeStatusDetails,
  type NodeSubscription,
  type NodeUpdates,
  type Replication,
  type Timeframe,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { NodeRef } from './useNode';

interface NodeParts {
  status: NodeStatusDetails;
  disks: NodeDisks;
  network: NodeNetwork;
  services: NodeServices;
  updates: NodeUpdates;
  subscription: NodeSubscription;
  certificates: NodeCertificates;
  replication: Replication;
}

/** How often each part of a node is asked for: what changes by itself sooner than what people change. */
const parts: { [K in keyof NodeParts]: UseReadingOptions<NodeParts[K]> } = {
  status: { schema: nodeStatusSchema, everySeconds: 10 },
  disks: { schema: nodeDisksSchema, everySeconds: 300 },
  network: { schema: nodeNetworkSchema, everySeconds: 60 },
  services: { schema: nodeServicesSchema, everySeconds: 30 },
  updates: { schema: nodeUpdatesSchema, everySeconds: 300 },
  subscription: { schema: nodeSubscriptionSchema, everySeconds: 600 },
  certificates: { schema: nodeCertificatesSchema, everySeconds: 300 },
  replication: { schema: replicationSchema, everySeconds: 30 },
};

/** A part of a node, read on demand and kept up to date while somebody looks. */
export function useNodePart<K extends keyof NodeParts>(
  { cluster, node }: NodeRef,
  part: K,
): ReadingResult<NodeParts[K]> {
  return useReading('proxmox', nodePath(cluster, node, part), parts[part]);
}

/** How a node was loaded, over that time. */
export function useNodeHistory(
  { cluster, node }: NodeRef,
  timeframe: Timeframe,
  everySeconds: number,
) {
  const path = `${nodePath(cluster, node, 'history')}?timeframe=${timeframe}`;
  return useReading('proxmox', path, {
    schema: nodeHistorySchema,
    everySeconds,
  });
}
