/**
 * The client of the Proxmox VE API for backend plugins.
 *
 * @packageDocumentation
 */
export { usedEndpoints } from './api/endpoints';
export type {
  CertificateRow,
  ClusterStatusRow,
  EffectivePermissions,
  HaStatusRow,
  NodeRow,
  ProxmoxVersion,
  ResourceRow,
  TaskLogRow,
  TaskRow,
  TaskStatus,
} from './api/schemas';
export type {
  AgentFileSystems,
  AgentInterfaces,
  AgentOs,
  ContainerInterface,
  GuestHistoryRow,
  GuestStatusRow,
  PendingRow,
  SnapshotRow,
} from './api/guest-detail-schemas';
export type {
  DiskRow,
  ManagerStatus,
  NetworkRow,
  NodeHistoryRow,
  NodeStatusRow,
  ReplicationRow,
  ServiceRow,
  SubscriptionRow,
  UpdateRow,
} from './api/node-detail-schemas';
export type {
  NotBackedUpRow,
  StorageContentRow,
  StorageHistoryRow,
} from './api/storage-detail-schemas';
export type { TaskDetailRow } from './api/task-schemas';
export type { GuestStatus } from './api/change-schemas';
export { parseUpid, type Upid } from './api/upid';
export { DefaultProxmoxClient } from './client/default-proxmox-client';
export type {
  ProxmoxClient,
  ProxmoxCluster,
  ReadOptions,
} from './client/proxmox-client';
export type {
  ProxmoxDetails,
  RrdTimeframe,
  TaskFilter,
} from './client/proxmox-details';
export type { MigrationBlocks, MigrationConditions } from './client/migration';
export type {
  GuestOperator,
  GuestRef,
  MigrateParameters,
  ProxmoxOperator,
  TagRules,
} from './client/proxmox-operator';
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
