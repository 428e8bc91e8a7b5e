import type {
  EffectivePermissions,
  GuestStatus,
  HaStatusRow,
  TaskLogRow,
  TaskRow,
  TaskStatus,
} from '../api/schemas';
import type { ReadOptions } from './proxmox-client';

/** Where a guest is. @public */
export interface GuestRef {
  node: string;
  /** `qemu` is a virtual machine, `lxc` a container. */
  type: 'qemu' | 'lxc';
  vmid: string;
}

/**
 * What changes a cluster, with credentials of its own: reading and operating are kept apart. Nothing here is ever sent
 * twice. Rejects with a `SourceFailure`; of what changes something, with an `UnknownOutcomeFailure` when it left and
 * no answer came.
 *
 * @public
 */
export interface ProxmoxOperator {
  /** Whose tasks ours are: the id of the token. */
  readonly tokenId: string;
  /** As the guest's node sees it at this moment. Needs VM.Audit. */
  guestStatus(guest: GuestRef, options?: ReadOptions): Promise<GuestStatus>;
  /** Needs VM.PowerMgmt. @returns the UPID of the task; of an HA-managed guest it only asks the HA manager. */
  startGuest(guest: GuestRef, options?: ReadOptions): Promise<string>;
  /** Asks the guest to shut down by itself. Needs VM.PowerMgmt. @returns the UPID of the task */
  shutDownGuest(
    guest: GuestRef,
    parameters: { timeoutSeconds: number },
    options?: ReadOptions,
  ): Promise<string>;
  /** The tasks about a guest that its node knows of, running ones too, the newest first; ours, without Sys.Audit. */
  guestTasks(guest: GuestRef, options?: ReadOptions): Promise<TaskRow[]>;
  taskStatus(upid: string, options?: ReadOptions): Promise<TaskStatus>;
  /** The lines after the first `after`. */
  taskLog(
    upid: string,
    after: number,
    options?: ReadOptions,
  ): Promise<TaskLogRow[]>;
  /** Stops a task of ours. */
  stopTask(upid: string, options?: ReadOptions): Promise<void>;
  /** What the token itself may do. */
  accessPermissions(options?: ReadOptions): Promise<EffectivePermissions>;
  /** What the HA manager is doing. Needs Sys.Audit on /. */
  haStatus(options?: ReadOptions): Promise<HaStatusRow[]>;
}
