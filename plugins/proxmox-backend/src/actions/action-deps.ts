import {
  SourceFailure,
  type SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxClients,
  ProxmoxOperator,
} from '@reverb256/backstage-plugin-proxmox-node';

/** What actions need of the plugin. */
export interface ActionDeps {
  clients: ProxmoxClients;
  store: Pick<SnapshotStore, 'read' | 'sources'>;
}

/**
 * What changes a cluster.
 *
 * @throws SourceFailure when no credentials for changes are configured (any more)
 */
export function operatorOf(
  clients: ProxmoxClients,
  cluster: string,
): ProxmoxOperator {
  const { operator } = clients.get(cluster);
  if (operator) return operator;
  throw new SourceFailure(
    'rejected',
    `No credentials for changes are configured for cluster ${cluster} any more: nothing was sent.`,
  );
}
