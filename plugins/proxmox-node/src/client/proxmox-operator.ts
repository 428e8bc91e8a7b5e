import type { GuestStatus } from '../api/change-schemas';
import type { SnapshotRow } from '../api/guest-detail-schemas';
import type {
  EffectivePermissions,
  HaStatusRow,
  TaskLogRow,
  TaskRow,
  TaskStatus,
} from '../api/schemas';
import type { MigrationConditions } from './migration';
import type { ReadOptions } from './proxmox-client';

/** Where a guest is. @public */
export interface GuestRef {
  node: string;
  /** `qemu` is a virtual machine, `lxc` a container. */
  type: 'qemu' | 'lxc';
  vmid: string;
}

/** How a guest is moved: while it runs, if it is a virtual machine; a running container is shut down and started again. @public */
export interface MigrateParameters {
  /** The node that it is to be on. */
  target: string;
  /** Copies the disks that are on storages of the node while the virtual machine runs. */
  withLocalDisks: boolean;
  /** Where the disks go, if not to storages of the same names. */
  targetStorage?: string;
}

/** Which tags may be given and taken. @public */
export interface TagRules {
  /** Whether that is any tag that is not registered; undefined where the token is not told. */
  free?: boolean;
  /** Those that the token may, whatever else holds. */
  allowed: string[];
  /** Those that the datacenter's options keep for whoever has Sys.Modify on /. */
  registered: string[];
}

/** Changes of one guest, and what is looked at before. What begins a task answers its UPID. @public */
export interface GuestOperator {
  /** As the guest's node sees it at this moment. Needs VM.Audit. */
  guestStatus(guest: GuestRef, options?: ReadOptions): Promise<GuestStatus>;
  /** Needs VM.PowerMgmt. Of an HA-managed guest it only asks the HA manager. */
  startGuest(guest: GuestRef, options?: ReadOptions): Promise<string>;
  /** Asks the guest to shut down by itself. Needs VM.PowerMgmt. */
  shutDownGuest(
    guest: GuestRef,
    parameters: { timeoutSeconds: number },
    options?: ReadOptions,
  ): Promise<string>;
  /** Switches it off at once. With `endShutdowns`, tasks that wait for its shutdown are ended before; not where HA manages it. */
  stopGuest(
    guest: GuestRef,
    parameters: { endShutdowns: boolean },
    options?: ReadOptions,
  ): Promise<string>;
  /** Asks the guest to shut down, and starts it again. Needs VM.PowerMgmt. Goes past the HA manager. */
  rebootGuest(
    guest: GuestRef,
    parameters: { timeoutSeconds: number },
    options?: ReadOptions,
  ): Promise<string>;
  /** Of virtual machines only. To disk it also needs VM.Config.Disk and Datastore.AllocateSpace. */
  suspendVm(
    guest: GuestRef,
    parameters: { toDisk: boolean },
    options?: ReadOptions,
  ): Promise<string>;
  /** Of virtual machines only. Needs VM.PowerMgmt. */
  resumeVm(guest: GuestRef, options?: ReadOptions): Promise<string>;
  /** Needs VM.Migrate. @returns undefined of containers where the cluster cannot be asked (before Proxmox VE 9) */
  migrationConditions(
    guest: GuestRef,
    options?: ReadOptions,
  ): Promise<MigrationConditions | undefined>;
  /** Needs VM.Migrate. Of an HA-managed guest it only asks the HA manager, which takes local disks along by itself. */
  migrateGuest(
    guest: GuestRef,
    parameters: MigrateParameters,
    options?: ReadOptions,
  ): Promise<string>;
  /** The snapshots, in no order, and the guest as it is now under the name `current`. */
  snapshots(guest: GuestRef, options?: ReadOptions): Promise<SnapshotRow[]>;
  /** Whether all of its storages can. */
  canSnapshot(guest: GuestRef, options?: ReadOptions): Promise<boolean>;
  /** Needs VM.Snapshot. `withMemory` is for virtual machines only. */
  takeSnapshot(
    guest: GuestRef,
    snapshot: { name: string; description?: string; withMemory: boolean },
    options?: ReadOptions,
  ): Promise<string>;
  /** Needs VM.Snapshot.Rollback, and VM.PowerMgmt to start it afterwards. */
  rollBack(
    guest: GuestRef,
    parameters: { snapshot: string; start: boolean },
    options?: ReadOptions,
  ): Promise<string>;
  /** Needs VM.Snapshot. */
  deleteSnapshot(
    guest: GuestRef,
    snapshot: string,
    options?: ReadOptions,
  ): Promise<string>;
  /** Its tags, and the digest of its whole configuration. */
  tags(
    guest: GuestRef,
    options?: ReadOptions,
  ): Promise<{ tags: string[]; digest: string }>;
  /** The tags that it had when a snapshot was made, and has again when it is taken back to that. */
  snapshotTags(
    guest: GuestRef,
    snapshot: string,
    options?: ReadOptions,
  ): Promise<string[]>;
  /** Which tags the token may give and take. */
  tagRules(options?: ReadOptions): Promise<TagRules>;
  /** Sets all of its tags at once, unless its configuration is not the one with the digest any more. Needs VM.Config.Options. */
  setTags(
    guest: GuestRef,
    change: { tags: string[]; digest: string },
    options?: ReadOptions,
  ): Promise<void>;
}

/**
 * What changes a cluster, with credentials of its own: reading and operating are kept apart. Nothing here is ever sent
 * twice. Rejects with a `SourceFailure`; of what changes something, with an `UnknownOutcomeFailure` when it left and
 * no answer came.
 *
 * @public
 */
export interface ProxmoxOperator extends GuestOperator {
  /** Whose tasks ours are: the id of the token. */
  readonly tokenId: string;
  /** The tasks about a guest that its node knows of, running ones too, the newest first; ours, without Sys.Audit. */
  guestTasks(guest: GuestRef, options?: ReadOptions): Promise<TaskRow[]>;
  /** Of a task that is not ours it needs Sys.Audit on its node. */
  taskStatus(upid: string, options?: ReadOptions): Promise<TaskStatus>;
  /** The lines after the first `after`. */
  taskLog(
    upid: string,
    after: number,
    options?: ReadOptions,
  ): Promise<TaskLogRow[]>;
  /** Stops a task; of one that is not ours it needs Sys.Modify on its node. */
  stopTask(upid: string, options?: ReadOptions): Promise<void>;
  /** What the token itself may do. */
  accessPermissions(options?: ReadOptions): Promise<EffectivePermissions>;
  /** What the HA manager is doing. Needs Sys.Audit on /. */
  haStatus(options?: ReadOptions): Promise<HaStatusRow[]>;
}
