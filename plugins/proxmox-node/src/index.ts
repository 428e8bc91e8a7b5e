/**
 * The client of the Proxmox VE API for backend plugins.
 *
 * @packageDocumentation
 */
export { usedEndpoints } from './api/endpoints';
export type {
  ClusterStatusRow,
  EffectivePermissions,
  NodeRow,
  ProxmoxVersion,
  ResourceRow,
} from './api/schemas';
export { DefaultProxmoxClient } from './client/default-proxmox-client';
export type {
  ProxmoxClient,
  ProxmoxCluster,
  ReadOptions,
} from './client/proxmox-client';
export {
  DefaultProxmoxClients,
  type ProxmoxClients,
} from './client/proxmox-clients';
export { proxmoxClientsServiceRef } from './client/proxmox-clients-service';
export {
  readProxmoxClusters,
  type ProxmoxClusterConfig,
} from './config/read-proxmox-clusters';
export {
  DefaultProxmoxSnapshotReader,
  type ProxmoxSnapshotReader,
} from './snapshots/proxmox-snapshot-reader';
export { proxmoxSnapshotsServiceRef } from './snapshots/proxmox-snapshots-service';
