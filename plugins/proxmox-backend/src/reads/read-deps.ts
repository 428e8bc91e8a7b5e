import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  Clock,
  ReadingCache,
  SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';

/** What reading on demand needs of the plugin. */
export interface ReadDeps {
  clients: ProxmoxClients;
  store: Pick<SnapshotStore, 'read' | 'sources'>;
  cache: ReadingCache;
  permissions: PermissionsService;
  clock: Clock;
}

/**
 * The inventory of a cluster, by which everything that is asked for is looked up.
 *
 * @throws NotFoundError when there is no such cluster, or nothing is known of it yet
 */
export async function knownInventory(
  { store }: Pick<ReadDeps, 'store'>,
  cluster: string,
): Promise<ProxmoxInventory> {
  const { data } = await store.read<ProxmoxInventory>('inventory', cluster);
  if (data) return data;
  throw new NotFoundError(
    `Cluster ${cluster} has not been read yet, so what is in it is not known. Try again in a moment.`,
  );
}

/** @throws NotFoundError when the cluster has no such node */
export function assertNode(
  inventory: ProxmoxInventory,
  cluster: string,
  node: string,
): void {
  if (Object.hasOwn(inventory.nodes, node)) return;
  throw new NotFoundError(
    `Cluster ${cluster} has no node ${JSON.stringify(node)}.`,
  );
}
