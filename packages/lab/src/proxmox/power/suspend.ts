import { died } from '../errors.ts';
import type { HaManager } from '../ha/manager.ts';
import { MiB, type GuestConfig } from '../model.ts';
import type { Steps } from '../tasks/process.ts';
import type { Tasks } from '../tasks/tasks.ts';
import { lockFile as containerLock } from './lxc.ts';
import type { Machines } from './machines.ts';
import type { PowerCall } from './power.ts';
import { checkLock, lockFile, qmstart, type Job } from './qemu.ts';

/** Bytes of a guest's memory that are written to storage in a second. */
const SAVED_PER_SECOND = 800 * MiB;

interface SuspendParts {
  tasks: Tasks;
  machines: Machines;
  ha: HaManager;
}

/** qemu-server QemuServer/RunState.pm vm_suspend: QEMU stays, and stops executing. */
function* qmpause({ machines, node, vmid, skiplock, log }: Job): Steps {
  yield* machines.withLock(lockFile(vmid), log, function* pause() {
    const guest = machines.load(node, 'qemu', vmid);
    if (!skiplock && guest.lock !== 'backup') checkLock('VM', guest);
    machines.setStatus(guest, 'paused');
  });
}

/** RunState.pm vm_suspend with its state: QEMU is gone at its end, and the lock stays until the next start. */
function* qmsuspend({ machines, node, vmid, skiplock, log }: Job): Steps {
  let guest: GuestConfig | undefined;
  yield* machines.withLock(lockFile(vmid), log, function* prepare() {
    const found = machines.load(node, 'qemu', vmid);
    const isBackup = found.lock === 'backup';
    if (!skiplock && !isBackup) checkLock('VM', found);
    if (isBackup) throw died('cannot suspend to disk during backup');
    machines.setLock(found, 'suspending');
    guest = found;
  });
  if (!guest) return;
  // When this is interrupted the lock stays, to show that something went wrong.
  yield Math.max(2, (guest.maxmem * guest.memory) / SAVED_PER_SECOND);
  log('State saved, quitting');
  const saved = guest;
  yield* machines.withLock(lockFile(vmid), log, function* quit() {
    if (saved.lock !== 'suspending') throw died('lock changed unexpectedly');
    machines.cutPower(saved);
    yield 1;
    machines.setLock(saved, 'suspended');
  });
}

/** RunState.pm vm_resume. One that runs is resumed already. */
function* qmresume({ machines, node, vmid, skiplock, log }: Job): Steps {
  yield* machines.withLock(lockFile(vmid), log, function* resume() {
    const guest = machines.load(node, 'qemu', vmid);
    if (guest.status === 'running') return;
    if (!skiplock && guest.lock !== 'backup') checkLock('VM', guest);
    machines.setStatus(guest, 'running');
  });
}

/** QemuServer.pm vm_reset: the guest's reset button, which QEMU does not notice. */
function* qmreset({ machines, node, vmid, skiplock, log }: Job): Steps {
  yield* machines.withLock(lockFile(vmid), log, function* reset() {
    const guest = machines.load(node, 'qemu', vmid);
    if (!skiplock) checkLock('VM', guest);
  });
}

/** What freezes a container is CRIU, which Proxmox VE does not ship: the tool fails at once. */
function* checkpoint(job: Job, what: 'suspend' | 'resume'): Steps {
  const { vmid, log } = job;
  yield 1;
  const how = what === 'suspend' ? '-s' : '-r --foreground';
  log(
    `lxc-checkpoint: ${vmid}: ${
      what === 'suspend' ? 'Checkpointing' : 'Restoring'
    } ${vmid} failed`,
  );
  throw died(
    `command 'lxc-checkpoint -n ${vmid} ${how} -D /var/lib/vz/dump' failed: exit code 1`,
  );
}

/** Suspending, resuming and resetting: qemu-server API2/Qemu.pm and pve-container API2/LXC/Status.pm. */
export class Suspend {
  readonly #parts: SuspendParts;

  constructor(parts: SuspendParts) {
    this.#parts = parts;
  }

  #fork(type: string, call: PowerCall, steps: (job: Job) => Steps): string {
    const { tasks, machines } = this.#parts;
    const { node, vmid, user, skiplock } = call;
    return tasks.fork(node, {
      type,
      id: String(vmid),
      user,
      steps: log => steps({ machines, node, vmid, skiplock, log }),
    });
  }

  #isRunning(type: GuestConfig['type'], { node, vmid }: PowerCall): boolean {
    const guest = this.#parts.machines.find(node, type, vmid);
    return guest !== undefined && guest.status !== 'stopped';
  }

  /** `check` is what comes before its state may be written to a storage. */
  suspendVm(call: PowerCall, toDisk: boolean, check: () => void): string {
    const { vmid } = call;
    if (!this.#isRunning('qemu', call)) throw died(`VM ${vmid} not running`);
    if (toDisk && this.#parts.ha.isManaged(vmid)) {
      throw died('Cannot suspend HA managed VM to disk');
    }
    if (!toDisk) return this.#fork('qmpause', call, qmpause);
    check();
    return this.#fork('qmsuspend', call, qmsuspend);
  }

  resumeVm(call: PowerCall): string {
    const { node, vmid } = call;
    const guest = this.#parts.machines.find(node, 'qemu', vmid);
    const isOnDisk = guest?.lock === 'suspended';
    if (!isOnDisk && !this.#isRunning('qemu', call)) {
      throw died(`VM ${vmid} not running`);
    }
    return this.#fork('qmresume', call, isOnDisk ? qmstart : qmresume);
  }

  resetVm(call: PowerCall): string {
    if (!this.#isRunning('qemu', call)) {
      throw died(`VM ${call.vmid} not running`);
    }
    return this.#fork('qmreset', call, qmreset);
  }

  suspendCt(call: PowerCall): string {
    const { vmid } = call;
    if (!this.#isRunning('lxc', call)) throw died(`CT ${vmid} not running`);
    return this.#fork('vzsuspend', call, job => {
      const { machines, node, log } = job;
      return machines.withLock(containerLock(vmid), log, function* go() {
        checkLock('CT', machines.load(node, 'lxc', vmid));
        yield* checkpoint(job, 'suspend');
      });
    });
  }

  resumeCt(call: PowerCall): string {
    if (this.#isRunning('lxc', call)) {
      throw died(`CT ${call.vmid} already running`);
    }
    return this.#fork('vzresume', call, job => checkpoint(job, 'resume'));
  }
}
