import type {
  ProxmoxNode,
  ProxmoxStorage,
} from '@reverb256/backstage-plugin-proxmox-common';
import { byteUse } from './load';
import type { ResourceRow } from '@reverb256/backstage-plugin-proxmox-node';

type StorageRow = ResourceRow & { node: string; storage: string };

const isStorage = (row: ResourceRow): row is StorageRow =>
  row.type === 'storage' && row.node !== undefined && row.storage !== undefined;

/** All storages that the token may see, once for each node that has them, by id and in its order. */
export function toStorages(
  resources: readonly ResourceRow[],
  nodes: Record<string, ProxmoxNode>,
  before: Record<string, ProxmoxStorage>,
): Record<string, ProxmoxStorage> {
  return Object.fromEntries(
    resources
      .filter(isStorage)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(row => {
        const available =
          row.status === 'available' && nodes[row.node]?.status === 'online';
        const storage: ProxmoxStorage = {
          id: row.id,
          storage: row.storage,
          node: row.node,
          shared: row.shared ?? false,
          type: row.plugintype,
          status: available ? 'available' : 'unknown',
          content: (row.content ?? '').split(',').filter(Boolean).sort(),
          use: available
            ? byteUse(row.disk, row.maxdisk, before[row.id]?.use)
            : undefined,
        };
        return [row.id, storage];
      }),
  );
}
