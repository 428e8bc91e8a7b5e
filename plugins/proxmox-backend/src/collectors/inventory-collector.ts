import type {
  CollectedGap,
  Collector,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import type {
  ProxmoxClient,
  ProxmoxClients,
} from '@reverb256/backstage-plugin-proxmox-node';
import { buildInventory } from '../inventory/build-inventory';
import { lacksHaStates, withHaStates } from '../inventory/ha-states';
import { findHidden } from '../inventory/hidden';
import { part } from './part';

/**
 * Reads nodes, guests and storages of a cluster: two requests, whatever its size. A third asks what the token may see,
 * and only when something that should be there is not; and one asks the HA manager how it has the nodes, where there is
 * something HA-managed and the rows of nodes do not say (before Proxmox VE 9).
 */
export class InventoryCollector implements Collector<ProxmoxInventory> {
  readonly kind = 'inventory';
  readonly #clients: ProxmoxClients;

  constructor(clients: ProxmoxClients) {
    this.#clients = clients;
  }

  collect: Collector<ProxmoxInventory>['collect'] = async input => {
    const { source, previous, now, signal } = input;
    const client = this.#clients.get(source);
    const [resources, status] = await Promise.all([
      client.clusterResources({ signal }),
      part(client.clusterStatus({ signal }), 'cluster'),
    ]);
    const built = buildInventory(resources, status.value, previous, now);
    const ha = lacksHaStates(built)
      ? await part(client.details.managerStatus({ signal }), 'ha')
      : undefined;
    const data = ha ? withHaStates(built, ha.value, previous.data) : built;
    return {
      data,
      gaps: [
        ...status.gaps,
        ...(ha?.gaps ?? []),
        ...(await hiddenGaps(client, data, signal)),
      ],
    };
  };
}

async function hiddenGaps(
  client: ProxmoxClient,
  data: ProxmoxInventory,
  signal: AbortSignal,
): Promise<CollectedGap[]> {
  const suspects = findHidden(data);
  if (suspects.length === 0) return [];
  const permissions = await part(
    client.accessPermissions({ signal }),
    'permissions',
  );
  return suspects.flatMap(suspect => {
    const failure = suspect.explain(permissions.value, client.cluster);
    return failure ? [{ path: suspect.path, failure }] : [];
  });
}
