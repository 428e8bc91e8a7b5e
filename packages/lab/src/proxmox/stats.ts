import type { Cluster } from './cluster.ts';
import type { GuestConfig, NodeConfig, StorageConfig } from './model.ts';

/** API2Tools.pm extract_vm_stats. */
export function guestStats(
  cluster: Cluster,
  guest: GuestConfig,
): Record<string, unknown> {
  const row: Record<string, unknown> = {
    id: `${guest.type}/${guest.vmid}`,
    vmid: guest.vmid,
    node: guest.node,
    type: guest.type,
    status: 'unknown',
  };
  const values = cluster.pvestatd.guests.get(guest.vmid);
  if (!values) return row;
  const { time: _, ...stats } = values;
  return Object.assign(row, stats);
}

/** API2Tools.pm extract_node_stats. */
export function nodeStats(
  cluster: Cluster,
  { node }: NodeConfig,
  withStats: boolean,
): Record<string, unknown> {
  const online = cluster.isOnline(node);
  const row: Record<string, unknown> = {
    id: `node/${node}`,
    node,
    type: 'node',
    status: online ? 'unknown' : 'offline',
  };
  const values = cluster.pvestatd.nodes.get(node);
  if (!values) return row;
  if (online) {
    row.status = 'online';
    if (withStats) {
      const { uptime, cpu, mem, disk } = values;
      Object.assign(row, { uptime, cpu, mem, disk });
    }
  }
  row.level = '';
  if (withStats) {
    const { maxcpu, maxmem, maxdisk } = values;
    Object.assign(row, { maxcpu, maxmem, maxdisk });
  }
  return row;
}

/** API2Tools.pm extract_storage_stats. */
export function storageStats(
  cluster: Cluster,
  storage: StorageConfig,
  node: string,
): Record<string, unknown> {
  const row: Record<string, unknown> = {
    id: `storage/${node}/${storage.storage}`,
    storage: storage.storage,
    node,
    type: 'storage',
    plugintype: storage.type,
    status: 'unknown',
    shared: storage.shared ? 1 : 0,
    content: storage.content,
  };
  const values = cluster.pvestatd.storages.get(`${node}/${storage.storage}`);
  if (values) {
    const { maxdisk, disk } = values;
    Object.assign(row, { maxdisk, disk, status: 'available' });
  }
  return row;
}
