import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import {
  SourceFailure,
  type CollectedGap,
  type Collector,
  type SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxInventory,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';

/** How many nodes are asked in one run: it needs a request a node, so a run has a fixed budget. */
const NODES_PER_RUN = 3;

/** A version is asked for again after this long: it changes with an upgrade only. */
const REFRESH_SECONDS = 3600;

/** The nodes to ask now: those never asked first, then the longest ago; none that was asked recently. */
export function dueNodes(
  online: readonly string[],
  known: ProxmoxVersions['nodes'],
  now: Date,
): string[] {
  const readAt = (name: string) => Date.parse(known[name]?.readAt ?? '') || 0;
  return online
    .filter(name => now.getTime() - readAt(name) >= REFRESH_SECONDS * 1000)
    .sort((a, b) => readAt(a) - readAt(b))
    .slice(0, NODES_PER_RUN);
}

/** Sweeps the nodes of a cluster for their versions, a few at a time; each version has its own age. */
export class VersionsCollector implements Collector<ProxmoxVersions> {
  readonly kind = 'versions';
  readonly #clients: ProxmoxClients;
  readonly #store: Pick<SnapshotStore, 'read'>;

  constructor(clients: ProxmoxClients, store: Pick<SnapshotStore, 'read'>) {
    this.#clients = clients;
    this.#store = store;
  }

  collect: Collector<ProxmoxVersions>['collect'] = async input => {
    const { source, previous, now, signal } = input;
    const client = this.#clients.get(source);
    const inventory: Snapshot<ProxmoxInventory> = await this.#store.read(
      'inventory',
      source,
    );
    const members = inventory.data?.nodes ?? {};
    const known = Object.fromEntries(
      // A node that left the cluster is forgotten; one that is only offline keeps its last version.
      Object.entries(previous.data?.nodes ?? {}).filter(
        ([name]) => name in members,
      ),
    );
    const online = Object.values(members)
      .filter(node => node.status === 'online')
      .map(node => node.name);
    const due = dueNodes(online, known, now);

    const gaps: CollectedGap[] = [];
    await Promise.all(
      due.map(async name => {
        try {
          const { version } = await client.nodeVersion(name, { signal });
          known[name] = { version, readAt: now.toISOString() };
        } catch (error) {
          gaps.push({
            path: `nodes/${name}`,
            failure: SourceFailure.from(error),
          });
        }
      }),
    );
    gaps.sort((a, b) => (a.path < b.path ? -1 : 1));
    const names = Object.keys(known).sort();
    return {
      data: { nodes: Object.fromEntries(names.map(n => [n, known[n]])) },
      gaps,
    };
  };
}
