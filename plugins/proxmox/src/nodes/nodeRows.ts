import type {
  PortalProblem,
  SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import {
  usedFraction,
  type ProxmoxCertificates,
  type ProxmoxInventory,
  type ProxmoxNode,
  type ProxmoxNodeFacts,
  type ProxmoxTasks,
  type ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import { isClusterOld } from '../clusterVerdict';
import { matchesSearch, searchTextOf } from '../table';

/** How many guests a node has. Each is running, last known, or neither: seen to be down. */
export interface NodeGuests {
  running: number;
  /** Of whom nobody knows how they are now. */
  lastKnown: number;
  total: number;
  /** Whether there may be others, which the reader may not see. */
  isPartial?: boolean;
}

/** What changes slowly on a node, with the time that it was read. */
export type NodeFacts = ProxmoxNodeFacts['nodes'][string];

/** Which certificate a node shows, and until when. */
export type NodeCertificate = ProxmoxCertificates['nodes'][string];

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
  /** Undefined until the sweep has come by. */
  facts?: NodeFacts;
  certificate?: NodeCertificate;
  /** How many tasks run on it; undefined where tasks could not be read, or not for a while. */
  runningTasks?: number;
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

/** What is known of a cluster beside its inventory. */
interface Beside {
  versions?: ProxmoxVersions;
  facts?: ProxmoxNodeFacts;
  certificates?: ProxmoxCertificates;
  tasks?: ProxmoxTasks;
}

function countTasks(tasks: ProxmoxTasks | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { node, state } of Object.values(tasks?.tasks ?? {})) {
    if (state === 'running') counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}

function rowsOf(
  { snapshot }: SourceSnapshot<ProxmoxInventory>,
  beside: Beside,
  isOld: boolean,
): NodeRow[] {
  const inventory = snapshot.data;
  if (!inventory) return [];
  const counts = snapshot.gaps.some(gap => gap.path === 'guests')
    ? undefined
    : countByNode(inventory, isOld);
  const running = countTasks(beside.tasks);
  return Object.values(inventory.nodes).map(node => ({
    id: `${snapshot.source}/${node.name}`,
    cluster: snapshot.source,
    clusterTitle: snapshot.title,
    node,
    lastKnownAt: isOld ? snapshot.collectedAt : undefined,
    version: beside.versions?.nodes[node.name]?.version,
    guests: counts && {
      ...(counts.get(node.name) ?? noGuests),
      isPartial: inventory.guestsPartial,
    },
    facts: beside.facts?.nodes[node.name],
    certificate: beside.certificates?.nodes[node.name],
    runningTasks: beside.tasks && (running.get(node.name) ?? 0),
    searchText: searchTextOf([
      node.name,
      node.ip,
      snapshot.title,
      node.status,
      node.haState,
    ]),
  }));
}

type Sources<T> = readonly SourceSnapshot<T>[] | undefined;

/** The nodes of all clusters. */
export function nodeRows(options: {
  sources: readonly SourceSnapshot<ProxmoxInventory>[];
  versions?: Sources<ProxmoxVersions>;
  facts?: Sources<ProxmoxNodeFacts>;
  certificates?: Sources<ProxmoxCertificates>;
  tasks?: Sources<ProxmoxTasks>;
  answeredAt: Date;
  /** Why the portal itself gives nothing newer. */
  portal: PortalProblem | undefined;
}): NodeRow[] {
  const { sources, answeredAt, portal } = options;
  return sources.flatMap(source => {
    const name = source.snapshot.source;
    const sourceOf = <T>(all: Sources<T>) =>
      all?.find(({ snapshot }) => snapshot.source === name);
    const of = <T>(all: Sources<T>) => sourceOf(all)?.snapshot.data;
    const tasks = sourceOf(options.tasks);
    const beside = {
      versions: of(options.versions),
      facts: of(options.facts),
      certificates: of(options.certificates),
      // What ran an hour ago is not what runs: that is unknown then.
      tasks:
        tasks && !isClusterOld(tasks, answeredAt, portal)
          ? tasks.snapshot.data
          : undefined,
    };
    const isOld = isClusterOld(source, answeredAt, portal);
    return rowsOf(source, beside, isOld);
  });
}

/** `1 of 2 up`, `6 last known`. What nobody sees is never counted as down. */
export function describeGuests(guests: NodeGuests | undefined): string {
  if (!guests) return 'unknown';
  const { running, lastKnown, total, isPartial } = guests;
  if (total === 0) return isPartial ? 'none that you see' : 'none';
  const up = `${running} of ${total - lastKnown} up`;
  if (lastKnown === 0) return up;
  const unseen = `${lastKnown} last known`;
  return lastKnown === total ? unseen : `${up}, ${unseen}`;
}

/** @param cluster - empty for all */
export function nodeFilter(filter: {
  q: string;
  cluster: string;
}): (row: NodeRow) => boolean {
  const { q, cluster } = filter;
  return row =>
    (cluster === '' || row.cluster === cluster) &&
    matchesSearch(row.searchText, q);
}

/** How full a node's memory is, 0 to 1. */
export const memoryFraction = ({ node }: NodeRow) => usedFraction(node.memory);
