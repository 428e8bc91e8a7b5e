import type {
  Collector,
  SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxVersions } from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';
import { SweepCollector } from './sweep-collector';

/** Sweeps the nodes of a cluster for their versions. */
export const versionsCollector = (
  clients: ProxmoxClients,
  store: Pick<SnapshotStore, 'read'>,
): Collector<ProxmoxVersions> =>
  new SweepCollector({
    kind: 'versions',
    clients,
    store,
    async ask(client, node, now, signal) {
      const { version } = await client.nodeVersion(node, { signal });
      return { version, readAt: now.toISOString() };
    },
  });
