import type {
  PortalProblem,
  SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import {
  usedFraction,
  type ProxmoxInventory,
  type ProxmoxNode,
  type ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import { isClusterOld } from '../clusterVerdict';
import { matchesSearch, searchTextOf, type SortValue } from '../table';

/** How many guests a node has. Each is running, last known, or neither: seen to be down. */
export interface NodeGuests {
  running: number;
  /** Of whom nobody knows how they are now. */
  lastKnown: number;
  total: number;
}

/** One row of the table of nodes. */
export interface NodeRow {
  id: string;
  /** The name of the source. */
  cluster: string;
  clusterTitle: string;
  node: ProxmoxNode;
  /** Set while the cluster, or the portal, gives nothing newer: ISO 8601. */
  lastKnownAt?: string;
  version?: string;
  /** Undefined where guests could not be read. */
  guests?: NodeGuests;
  searchText: string;
}

type Counts = Map<string, NodeGuests>;

const noGuests: NodeGuests = { running: 0, lastKnown: 0, total: 0 };

function countByNode(inventory: ProxmoxInventory, isOld: boolean): Counts {
  const counts: Counts = new Map();
  for (const guest of Object.values(inventory.guests)) {
    if (guest.template) continue;
    const count = counts.get(guest.node) ?? { ...noGuests };
    count.total += 1;
    if (isOld || guest.lastKnownAt) count.lastKnown += 1;
    else if (guest.status === 'running') count.running += 1;
    counts.set(guest.node, count);
  }
  return counts;
}

function rowsOf(
  { snapshot }: SourceSnapshot<ProxmoxInventory>,
  versions: ProxmoxVersions | undefined,
  isOld: boolean,
): NodeRow[] {
  const inventory = snapshot.data;
  if (!inventory) return [];
  const counts = snapshot.gaps.some(gap => gap.path === 'guests')
    ? undefined
    : countByNode(inventory, isOld);
  return Object.values(inventory.nodes).map(node => ({
    id: `${snapshot.source}/${node.name}`,
    cluster: snapshot.source,
    clusterTitle: snapshot.title,
    node,
    lastKnownAt: isOld ? snapshot.collectedAt : undefined,
    version: versions?.nodes[node.name]?.version,
    guests: counts && (counts.get(node.name) ?? noGuests),
    searchText: searchTextOf([
      node.name,
      node.ip,
      snapshot.title,
      node.status,
      node.haState,
    ]),
  }));
}

/** The nodes of all clusters. */
export function nodeRows(options: {
  sources: readonly SourceSnapshot<ProxmoxInventory>[];
  versions: readonly SourceSnapshot<ProxmoxVersions>[] | undefined;
  answeredAt: Date;
  /** Why the portal itself gives nothing newer. */
  portal: PortalProblem | undefined;
}): NodeRow[] {
  const { sources, versions, answeredAt, portal } = options;
  return sources.flatMap(source => {
    const { snapshot } = source;
    const isOld = isClusterOld(source, answeredAt, portal);
    const own = versions?.find(v => v.snapshot.source === snapshot.source);
    return rowsOf(source, own?.snapshot.data, isOld);
  });
}

/** `1 of 2 up`, `6 last known`. What nobody sees is never counted as down. */
export function describeGuests(guests: NodeGuests | undefined): string {
  if (!guests) return 'unknown';
  const { running, lastKnown, total } = guests;
  if (total === 0) return 'none';
  const up = `${running} of ${total - lastKnown} up`;
  if (lastKnown === 0) return up;
  const unseen = `${lastKnown} last known`;
  return lastKnown === total ? unseen : `${up}, ${unseen}`;
}

/** What the columns are sorted by. */
export const nodeSortValues: Record<string, (row: NodeRow) => SortValue> = {
  name: row => row.node.name,
  cluster: row => row.clusterTitle,
  status: row => row.node.status,
  cpu: row => row.node.cpu?.fraction,
  memory: row => usedFraction(row.node.memory),
  disk: row => usedFraction(row.node.rootDisk),
  // The longer it is up, the earlier it started.
  uptime: row =>
    row.node.startedAt ? -Date.parse(row.node.startedAt) : undefined,
  guests: row => row.guests?.total,
  version: row => row.version,
  ha: row => row.node.haState,
};

/** @param cluster - empty for all */
export function filterNodeRows(
  rows: readonly NodeRow[],
  { q, cluster }: { q: string; cluster: string },
): NodeRow[] {
  return rows.filter(
    row =>
      (cluster === '' || row.cluster === cluster) &&
      matchesSearch(row.searchText, q),
  );
}
