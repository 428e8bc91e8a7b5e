import {
  isLastKnown,
  snapshotState,
  verdictOf,
  type HealthReason,
  type HealthVerdict,
  type Snapshot,
} from '@reverb256/backstage-plugin-infra-common';
import type {
  ByteUse,
  ProxmoxInventory,
  ProxmoxNode,
  ProxmoxStorage,
  ProxmoxVersions,
} from './inventory';

/** From which use on something is nearly full, as fractions. @public */
export const fullness = {
  memory: { warning: 0.9, critical: 0.97 },
  storage: { warning: 0.85, critical: 0.95 },
} as const;

/** The used part, 0 to 1; undefined when there is nothing to use. @public */
export function usedFraction(use: ByteUse | undefined): number | undefined {
  return use && use.totalBytes > 0 ? use.usedBytes / use.totalBytes : undefined;
}

function fullnessReason(
  code: string,
  subject: string,
  path: string,
  fraction: number | undefined,
  limits: { warning: number; critical: number },
): HealthReason[] {
  if (fraction === undefined || fraction < limits.warning) return [];
  return [
    {
      code,
      health: fraction >= limits.critical ? 'critical' : 'warning',
      message: `${subject} is ${Math.round(fraction * 100)}% full`,
      path,
    },
  ];
}

function nodeReasons(node: ProxmoxNode): HealthReason[] {
  const path = `nodes/${node.name}`;
  if (node.status === 'offline') {
    return [
      {
        code: 'node-offline',
        health: 'critical',
        message: `Node ${node.name} is offline`,
        path,
      },
    ];
  }
  if (node.status === 'unknown') {
    return [
      {
        code: 'node-unknown',
        health: 'unknown',
        message: `The cluster does not say whether node ${node.name} is online`,
        path,
      },
    ];
  }
  return fullnessReason(
    'node-memory-full',
    `Memory of node ${node.name}`,
    path,
    usedFraction(node.memory),
    fullness.memory,
  );
}

/** A shared storage is one thing, however many nodes list it; a local one is one thing a node. @public */
export function distinctStorages(
  inventory: ProxmoxInventory,
): ProxmoxStorage[] {
  const distinct = new Map<string, ProxmoxStorage>();
  for (const storage of Object.values(inventory.storages)) {
    const key = storage.shared
      ? storage.storage
      : `${storage.node}/${storage.storage}`;
    const seen = distinct.get(key);
    if (!seen || (!seen.use && storage.use)) distinct.set(key, storage);
  }
  return [...distinct.values()];
}

function storageReasons(inventory: ProxmoxInventory): HealthReason[] {
  return distinctStorages(inventory).flatMap(storage =>
    fullnessReason(
      'storage-full',
      storage.shared
        ? `Shared storage ${storage.storage}`
        : `Storage ${storage.storage} of node ${storage.node}`,
      `storages/${storage.id}`,
      usedFraction(storage.use),
      fullness.storage,
    ),
  );
}

function offlineStorageReasons(inventory: ProxmoxInventory): HealthReason[] {
  return Object.values(inventory.storages)
    .filter(
      storage =>
        storage.status !== 'available' &&
        inventory.nodes[storage.node]?.status === 'online',
    )
    .map(storage => ({
      code: 'storage-unavailable',
      health: 'warning' as const,
      message: `Storage ${storage.storage} is not available on node ${storage.node}`,
      path: `storages/${storage.id}`,
    }));
}

function quorumReasons(inventory: ProxmoxInventory): HealthReason[] {
  const { quorate, standalone } = inventory.cluster;
  if (quorate || standalone) return [];
  if (quorate === false) {
    return [
      {
        code: 'not-quorate',
        health: 'critical',
        message:
          'The cluster has lost quorum: configuration is read-only and nodes with active HA fence themselves',
        path: 'cluster',
      },
    ];
  }
  return [
    {
      code: 'quorum-unknown',
      health: 'unknown',
      message: 'Whether the cluster is quorate could not be read',
      path: 'cluster',
    },
  ];
}

function versionReasons(versions: ProxmoxVersions | undefined): HealthReason[] {
  const distinct = [
    ...new Set(Object.values(versions?.nodes ?? {}).map(n => n.version)),
  ].sort();
  if (distinct.length < 2) return [];
  return [
    {
      code: 'versions-apart',
      health: 'warning',
      message: `Nodes run different versions: ${distinct.join(', ')}`,
      path: 'nodes',
    },
  ];
}

/**
 * How a cluster is, and why. Pure: the same for the page, findings and tools. An old or failed read is `unknown` at
 * best, since what the last data says may no longer hold; what was critical in it stays critical.
 *
 * @public
 */
export function clusterHealth(
  snapshot: Snapshot<ProxmoxInventory>,
  versions: ProxmoxVersions | undefined,
  now: Date,
): HealthVerdict {
  const reasons: HealthReason[] = [];
  const state = snapshotState(snapshot, now);
  if (isLastKnown(state)) {
    reasons.push({
      code: `source-${state}`,
      health: 'unknown',
      message: snapshot.error?.message ?? 'The cluster has not been read yet',
    });
  }
  reasons.push(
    ...snapshot.gaps.map(gap => ({
      code: `gap-${gap.error.kind}`,
      health: 'unknown' as const,
      message: gap.error.message,
      path: gap.path,
    })),
  );
  const inventory = snapshot.data;
  if (inventory) {
    // A gap over the cluster's status already says why quorum is unknown.
    const statusIsGap = snapshot.gaps.some(g => g.path === 'cluster');
    if (!statusIsGap) reasons.push(...quorumReasons(inventory));
    reasons.push(
      ...Object.values(inventory.nodes).flatMap(nodeReasons),
      ...storageReasons(inventory),
      ...offlineStorageReasons(inventory),
      ...versionReasons(versions),
    );
  }
  return verdictOf(reasons);
}
