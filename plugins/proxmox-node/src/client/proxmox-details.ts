import type {
  AgentFileSystems,
  AgentInterfaces,
  AgentOs,
  ContainerInterface,
  GuestHistoryRow,
  GuestStatusRow,
  PendingRow,
  SnapshotRow,
} from '../api/guest-detail-schemas';
import type {
  DiskRow,
  ManagerStatus,
  NetworkRow,
  NodeHistoryRow,
  NodeStatusRow,
  ReplicationRow,
  ServiceRow,
  SubscriptionRow,
  UpdateRow,
} from '../api/node-detail-schemas';
import type { TaskLogRow, TaskStatus } from '../api/schemas';
import type {
  NotBackedUpRow,
  StorageContentRow,
  StorageHistoryRow,
} from '../api/storage-detail-schemas';
import type { TaskDetailRow } from '../api/task-schemas';
import type { ReadOptions } from './proxmox-client';
import type { GuestRef } from './proxmox-operator';

/** How far back a history goes. @public */
export type RrdTimeframe = 'hour' | 'day' | 'week' | 'month' | 'year';

/** Which tasks of a node are asked for. @public */
export interface TaskFilter {
  /** How many at most. */
  limit: number;
  /** Begun at or after this. */
  since?: Date;
  /** Begun at or before this. */
  until?: Date;
  vmid?: string;
  /** Proxmox's word, as `qmstart`. */
  type?: string;
  /** A part of the user's name. */
  user?: string;
  /** Only those that failed. */
  failed?: boolean;
}

/**
 * What is read of one node, guest or storage when somebody looks at it, with the token that reads. Every call is a
 * request or more to the node: ask through a cache. Rejects like the methods of the client; a node that cannot be reached
 * is `unreachable` and neither the cluster's fault nor the token's.
 *
 * @public
 */
export interface ProxmoxDetails {
  /** Needs Sys.Audit on the node, as do its history, disks and services. */
  nodeStatus(node: string, options?: ReadOptions): Promise<NodeStatusRow>;
  nodeHistory(
    node: string,
    timeframe: RrdTimeframe,
    options?: ReadOptions,
  ): Promise<NodeHistoryRow[]>;
  /** Has the node ask each disk's SMART: it takes as long as the slowest. */
  nodeDisks(node: string, options?: ReadOptions): Promise<DiskRow[]>;
  nodeNetwork(node: string, options?: ReadOptions): Promise<NetworkRow[]>;
  nodeServices(node: string, options?: ReadOptions): Promise<ServiceRow[]>;
  /** Needs Sys.Modify on the node, although it changes nothing. */
  nodeUpdates(node: string, options?: ReadOptions): Promise<UpdateRow[]>;
  nodeSubscription(
    node: string,
    options?: ReadOptions,
  ): Promise<SubscriptionRow>;
  /** The jobs of the guests that are on the node, or of one; those whose guest the token may see. */
  nodeReplication(
    node: string,
    filter?: { vmid?: string },
    options?: ReadOptions,
  ): Promise<ReplicationRow[]>;
  /** What the HA manager says of nodes, also where `/cluster/resources` does not tell (before 9). Needs Sys.Audit on /. */
  managerStatus(options?: ReadOptions): Promise<ManagerStatus>;

  /** Needs VM.Audit, as do configuration, snapshots and history. */
  guestStatus(guest: GuestRef, options?: ReadOptions): Promise<GuestStatusRow>;
  /** The whole configuration and what of it is pending. A password comes as asterisks. */
  guestPending(guest: GuestRef, options?: ReadOptions): Promise<PendingRow[]>;
  guestSnapshots(
    guest: GuestRef,
    options?: ReadOptions,
  ): Promise<SnapshotRow[]>;
  guestHistory(
    guest: GuestRef,
    timeframe: RrdTimeframe,
    options?: ReadOptions,
  ): Promise<GuestHistoryRow[]>;
  /** Of a virtual machine. Needs VM.GuestAgent.Audit, before 9 VM.Monitor. */
  agentInterfaces(
    guest: GuestRef,
    options?: ReadOptions,
  ): Promise<AgentInterfaces>;
  agentFileSystems(
    guest: GuestRef,
    options?: ReadOptions,
  ): Promise<AgentFileSystems>;
  agentOs(guest: GuestRef, options?: ReadOptions): Promise<AgentOs>;
  /** Of a container that runs. Needs VM.Audit. */
  containerInterfaces(
    guest: GuestRef,
    options?: ReadOptions,
  ): Promise<ContainerInterface[]>;

  /** Needs Datastore.Audit on the storage, as does its content. */
  storageHistory(
    at: { node: string; storage: string },
    timeframe: RrdTimeframe,
    options?: ReadOptions,
  ): Promise<StorageHistoryRow[]>;
  storageContent(
    at: { node: string; storage: string },
    filter?: { content?: string; vmid?: string },
    options?: ReadOptions,
  ): Promise<StorageContentRow[]>;
  /** The guests that no enabled backup job includes. Needs Sys.Audit on /. */
  notBackedUp(options?: ReadOptions): Promise<NotBackedUpRow[]>;

  /** What runs, and the last that ended, about 25 a node; of others only with Sys.Audit on /. One request. */
  clusterTasks(options?: ReadOptions): Promise<TaskDetailRow[]>;
  /** From the node's own archive, the newest first; of others only with Sys.Audit on the node. */
  nodeTasks(
    node: string,
    filter: TaskFilter,
    options?: ReadOptions,
  ): Promise<TaskDetailRow[]>;
  taskStatus(upid: string, options?: ReadOptions): Promise<TaskStatus>;
  /** The lines after the first `after`. */
  taskLog(
    upid: string,
    from: { after: number; limit: number },
    options?: ReadOptions,
  ): Promise<TaskLogRow[]>;
}
