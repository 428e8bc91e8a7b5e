import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { toGuests } from './guests';
import { toNodes } from './nodes';
import type {
  ClusterStatusRow,
  ResourceRow,
} from '@reverb256/backstage-plugin-proxmox-node';
import { toStorages } from './storages';

function toCluster(
  status: readonly ClusterStatusRow[] | undefined,
): ProxmoxInventory['cluster'] {
  if (!status) return {};
  const cluster = status.find(row => row.type === 'cluster');
  if (!cluster) return { standalone: true };
  return { name: cluster.name, quorate: cluster.quorate };
}

/**
 * An inventory from one read.
 *
 * @param status - undefined where it could not be read; then nothing is known about quorum
 * @param previous - for last names, last known states and loads that do not flicker
 */
export function buildInventory(
  resources: readonly ResourceRow[],
  status: readonly ClusterStatusRow[] | undefined,
  previous: Pick<Snapshot<ProxmoxInventory>, 'data' | 'collectedAt'>,
  now: Date,
): ProxmoxInventory {
  const { data, collectedAt } = previous;
  const nodes = toNodes(
    resources,
    status ?? [],
    { rows: data?.nodes ?? {}, collectedAt },
    now,
  );
  return {
    cluster: toCluster(status),
    nodes,
    guests: toGuests(
      resources,
      nodes,
      { rows: data?.guests ?? {}, collectedAt },
      now,
    ),
    storages: toStorages(resources, nodes, data?.storages ?? {}),
  };
}
