import type {
  PortalProblem,
  SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxInventory,
  ProxmoxStorage,
} from '@reverb256/backstage-plugin-proxmox-common';
import { isClusterOld } from '../clusterVerdict';
import { matchesSearch, searchTextOf } from '../table';

/**
 * How a storage is on one node: `unknown` where the node is not online, since then nobody sees it; `away` where the node
 * is online and says that it is not available.
 */
export type NodeView = 'available' | 'away' | 'unknown';

/** One row of the table of storages: a shared one once, a local one once a node. */
export interface StorageRow {
  id: string;
  /** The name of the source. */
  cluster: string;
  clusterTitle: string;
  /** As one node sees it; of a shared one, a node that sees it well where there is one. */
  storage: ProxmoxStorage;
  /** How each node that has it sees it, by the node's name. */
  views: ReadonlyMap<string, NodeView>;
  /** Set while the cluster, or the portal, gives nothing newer: ISO 8601. */
  lastKnownAt?: string;
  searchText: string;
}

const viewRank: Record<NodeView, number> = {
  available: 0,
  away: 1,
  unknown: 2,
};

const byName = new Intl.Collator('en', { numeric: true }).compare;

function viewOf(
  storage: ProxmoxStorage,
  inventory: ProxmoxInventory,
): NodeView {
  if (inventory.nodes[storage.node]?.status !== 'online') return 'unknown';
  return storage.status === 'available' ? 'available' : 'away';
}

function rowsOf(
  { snapshot }: SourceSnapshot<ProxmoxInventory>,
  isOld: boolean,
): StorageRow[] {
  const inventory = snapshot.data;
  if (!inventory) return [];
  const groups = new Map<string, ProxmoxStorage[]>();
  for (const storage of Object.values(inventory.storages)) {
    const { shared, storage: name, node } = storage;
    const key = shared ? `shared/${name}` : `local/${node}/${name}`;
    groups.set(key, [...(groups.get(key) ?? []), storage]);
  }
  return [...groups].map(([key, group]) => {
    const seen = group
      .map(storage => ({ storage, view: viewOf(storage, inventory) }))
      .sort(
        (a, b) =>
          viewRank[a.view] - viewRank[b.view] ||
          byName(a.storage.node, b.storage.node),
      );
    const [{ storage }] = seen;
    return {
      id: `${snapshot.source}/${key}`,
      cluster: snapshot.source,
      clusterTitle: snapshot.title,
      storage,
      views: new Map(seen.map(each => [each.storage.node, each.view])),
      lastKnownAt: isOld ? snapshot.collectedAt : undefined,
      searchText: searchTextOf([
        storage.storage,
        storage.type,
        snapshot.title,
        storage.shared ? 'shared' : 'local',
        ...storage.content,
        ...seen.map(each => each.storage.node),
      ]),
    };
  });
}

/** The storages of all clusters. */
export function storageRows(
  sources: readonly SourceSnapshot<ProxmoxInventory>[],
  answeredAt: Date,
  portal: PortalProblem | undefined,
): StorageRow[] {
  return sources.flatMap(source =>
    rowsOf(source, isClusterOld(source, answeredAt, portal)),
  );
}

/** How a storage is over all of its nodes. */
export interface StorageState {
  health: 'ok' | 'warning' | 'critical' | 'unknown';
  word: string;
}

/** What nobody sees is unknown; what some nodes see and others do not is a reason to look. */
function stateOf(all: readonly NodeView[], isOld: boolean): StorageState {
  if (isOld) return { health: 'unknown', word: 'last known' };
  const count = (view: NodeView) => all.filter(each => each === view).length;
  const away = count('away');
  const available = count('available');
  if (available === 0 && away === 0) {
    return { health: 'unknown', word: 'node away' };
  }
  if (away === 0) return { health: 'ok', word: 'available' };
  return available === 0
    ? { health: 'critical', word: 'not available' }
    : { health: 'warning', word: `away on ${away} of ${all.length}` };
}

/** How a storage is over all nodes that have it. */
export const storageState = ({ views, lastKnownAt }: StorageRow) =>
  stateOf([...views.values()], lastKnownAt !== undefined);

/**
 * How one node sees a storage, in the words for all of them.
 *
 * @param isOld - whether this is only what was last known
 */
export function storageStateOn(
  storage: ProxmoxStorage,
  inventory: ProxmoxInventory,
  isOld: boolean,
): StorageState {
  return stateOf([viewOf(storage, inventory)], isOld);
}

/** Empty values are all. */
export function storageFilter(filter: {
  q: string;
  cluster: string;
  node: string;
}): (row: StorageRow) => boolean {
  const { q, cluster, node } = filter;
  return row =>
    (cluster === '' || row.cluster === cluster) &&
    (node === '' || row.views.has(node)) &&
    matchesSearch(row.searchText, q);
}

/** What a storage belongs to: `shared by 3 nodes`, or the name of its node. */
export function describePlace({ storage, views }: StorageRow): string {
  if (!storage.shared) return storage.node;
  return views.size === 1
    ? `shared, on ${storage.node}`
    : `shared by ${views.size} nodes`;
}
