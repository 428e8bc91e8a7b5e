import type { Gap } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxInventory,
  ProxmoxNode,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';

/** Templates are not counted: they cannot run. */
export interface GuestCounts {
  running: number;
  stopped: number;
  /** Neither: paused, suspended, never reported. */
  other: number;
  /** Whose node is not online: nobody knows how they are now. */
  lastKnown: number;
}

/** What a cluster is made of, in numbers. */
export interface ClusterSummary {
  nodesOnline: number;
  nodesTotal: number;
  /** Undefined where guests could not be read, which is not the same as none. */
  guests?: GuestCounts;
  /** Whether storages could be read. */
  areStoragesKnown: boolean;
}

function countGuests(inventory: ProxmoxInventory): GuestCounts {
  const counts = { running: 0, stopped: 0, other: 0, lastKnown: 0 };
  for (const guest of Object.values(inventory.guests)) {
    if (guest.template) continue;
    if (guest.lastKnownAt) counts.lastKnown += 1;
    else if (guest.status === 'running') counts.running += 1;
    else if (guest.status === 'stopped') counts.stopped += 1;
    else counts.other += 1;
  }
  return counts;
}

/** @param gaps - of the snapshot: a part that could not be read is unknown, not empty */
export function summarizeCluster(
  inventory: ProxmoxInventory,
  gaps: readonly Gap[],
): ClusterSummary {
  const nodes = Object.values(inventory.nodes);
  const isGap = (path: string) => gaps.some(gap => gap.path === path);
  return {
    nodesOnline: nodes.filter(node => node.status === 'online').length,
    nodesTotal: nodes.length,
    guests: isGap('guests') ? undefined : countGuests(inventory),
    areStoragesKnown: !isGap('storages'),
  };
}

/** The distinct versions of a cluster's nodes, with how many nodes are known to run each; the most common first. */
export function countVersions(
  versions: ProxmoxVersions | undefined,
): [version: string, nodes: number][] {
  const counts = new Map<string, number>();
  for (const { version } of Object.values(versions?.nodes ?? {})) {
    counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

const statusOrder = { offline: 0, unknown: 1, online: 2 };

/** Those that need a look first: not online before online, then by name. */
export function sortNodesForStrip(inventory: ProxmoxInventory): ProxmoxNode[] {
  return Object.values(inventory.nodes).sort(
    (a, b) =>
      statusOrder[a.status] - statusOrder[b.status] ||
      a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
}
