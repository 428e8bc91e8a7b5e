import type {
  Collector,
  SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxInventory,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';
import { sweep } from './sweep';

/** Sweeps the nodes of a cluster for their versions, a few at a time. */
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
    const inventory = await this.#store.read<ProxmoxInventory>(
      'inventory',
      source,
    );
    const { nodes, gaps } = await sweep({
      nodes: Object.values(inventory.data?.nodes ?? {}),
      known: previous.data?.nodes ?? {},
      now,
      ask: async name => {
        const { version } = await client.nodeVersion(name, { signal });
        return { version, readAt: now.toISOString() };
      },
    });
    return { data: { nodes }, gaps };
  };
}
