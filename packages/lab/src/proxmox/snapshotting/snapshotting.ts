import type { Cluster } from '../cluster.ts';
import { ApiError, died } from '../errors.ts';
import type { GuestType } from '../model.ts';
import type { Steps } from '../tasks/process.ts';
import type { Log } from '../tasks/tasks.ts';
import {
  checkUnlocked,
  configLock,
  createSnapshot,
  deleteSnapshot,
  rollbackSnapshot,
  type SnapshotJob,
} from './steps.ts';

/** One call of a method about a guest's snapshot. */
export interface SnapshotCall {
  node: string;
  type: GuestType;
  vmid: number;
  /** A user, or a token as `user!name`. */
  user: string;
  name: string;
}

/** API2/Qemu.pm and API2/LXC/Snapshot.pm: each answers the UPID of the task that it starts. */
export class Snapshotting {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  #fork(
    what: 'snapshot' | 'rollback' | 'delsnapshot',
    call: SnapshotCall,
    steps: (job: SnapshotJob) => Steps,
  ): string {
    const cluster = this.#cluster;
    const { node, type, vmid, user, name } = call;
    return cluster.tasks.fork(node, {
      type: `${type === 'qemu' ? 'qm' : 'vz'}${what}`,
      id: String(vmid),
      user,
      steps: log => steps({ cluster, type, node, vmid, name, log }),
    });
  }

  /** Nobody may migrate or replicate it meanwhile. */
  *#unmoved(vmid: number, log: Log, body: () => Steps): Steps {
    const file = `/var/lock/pve-manager/pve-migrate-${vmid}`;
    yield* this.#cluster.machines.withLock(file, log, body);
  }

  create(
    call: SnapshotCall,
    options: { description?: string; stateStorage?: string },
  ): string {
    const { type, name, node, vmid } = call;
    const reserved =
      type === 'qemu'
        ? name === 'current' || name.toLowerCase() === 'pending'
        : name === 'current' || name === 'vzdump';
    if (reserved) {
      throw died(
        `unable to use snapshot name '${
          type === 'qemu' ? name.toLowerCase() : name
        }' (reserved name)`,
      );
    }
    if (type === 'qemu') this.#cluster.machines.load(node, type, vmid);
    return this.#fork('snapshot', call, job =>
      createSnapshot(job, options.description, options.stateStorage),
    );
  }

  /** With `start` a VM or container that does not run then is started, as a task of its own. */
  rollback(call: SnapshotCall, start: boolean): string {
    const { node, type, vmid, user } = call;
    const { power, machines } = this.#cluster;
    const rollback = function* rollback(job: SnapshotJob): Steps {
      yield* rollbackSnapshot(job);
      const isDown = machines.find(node, type, vmid)?.status === 'stopped';
      if (!start || !isDown) return;
      const again = { node, vmid, user };
      if (type === 'qemu') power.startVm(again);
      else power.startCt(again);
    };
    return this.#fork('rollback', call, job =>
      this.#unmoved(vmid, job.log, () => rollback(job)),
    );
  }

  delete(call: SnapshotCall, force: boolean): string {
    return this.#fork('delsnapshot', call, job =>
      force ? deleteSnapshot(job) : this.#deleteUnmoved(job),
    );
  }

  *#deleteUnmoved(job: SnapshotJob): Steps {
    let isOurs = false;
    try {
      yield* this.#unmoved(job.vmid, job.log, function* ours() {
        isOurs = true;
        yield* deleteSnapshot(job);
      });
    } catch (error) {
      if (isOurs || !(error instanceof ApiError)) throw error;
      throw died(
        'Failed to obtain guest migration lock - replication running?',
      );
    }
  }

  /** PUT …/config: what is said of it, at once. */
  describe(call: SnapshotCall, description: string | undefined): void {
    if (description === undefined) return;
    const { machines, snapshots } = this.#cluster;
    const { node, type, vmid, name } = call;
    machines.assertFree(configLock(type, vmid));
    const guest = machines.load(node, type, vmid);
    checkUnlocked(guest);
    snapshots.get(guest, name);
    snapshots.mark(guest, name, { description });
  }
}
