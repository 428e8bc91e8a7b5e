import type {
  Collector,
  SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import type {
  ProxmoxClient,
  ProxmoxClients,
} from '@reverb256/backstage-plugin-proxmox-node';
import { sweep, type Swept } from './sweep';

/** Collects something of each node that the inventory knows, a few nodes at a time. */
export class SweepCollector<T extends Swept>
  implements
    Collector<{
      nodes: Record<string, T>;
    }>
{
  readonly kind: string;
  readonly #clients: ProxmoxClients;
  readonly #store: Pick<SnapshotStore, 'read'>;
  readonly #ask: SweepCollectorOptions<T>['ask'];

  constructor(options: SweepCollectorOptions<T>) {
    this.kind = options.kind;
    this.#clients = options.clients;
    this.#store = options.store;
    this.#ask = options.ask;
  }

  collect: Collector<{ nodes: Record<string, T> }>['collect'] = async input => {
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
      ask: node => this.#ask(client, node, now, signal),
    });
    return { data: { nodes }, gaps };
  };
}

/** What a {@link SweepCollector} is made of. */
export interface SweepCollectorOptions<T> {
  kind: string;
  clients: ProxmoxClients;
  store: Pick<SnapshotStore, 'read'>;
  /** @throws SourceFailure when the node tells nothing */
  ask(
    client: ProxmoxClient,
    node: string,
    now: Date,
    signal: AbortSignal,
  ): Promise<T>;
}
