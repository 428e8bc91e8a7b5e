import { died } from '../errors.ts';
import type { GuestConfig } from '../model.ts';
import type { Steps } from '../tasks/process.ts';
import type { Log } from '../tasks/tasks.ts';
import type { Machines } from './machines.ts';

/** A worker of qemu-server on a node, and the VM that it works on. */
export interface Job {
  machines: Machines;
  node: string;
  vmid: number;
  skiplock?: boolean;
  log: Log;
}

export interface StopOptions {
  /** Seconds; 60 where it is absent. */
  timeout?: number;
  force?: boolean;
}

export function lockFile(vmid: number): string {
  return `/var/lock/qemu-server/lock-${vmid}.conf`;
}

/** AbstractConfig.pm check_lock. */
export function checkLock(kind: 'VM' | 'CT', guest: GuestConfig): void {
  if (guest.lock) throw died(`${kind} is locked (${guest.lock})`);
}

/** qemu-server QemuServer.pm vm_start. What is wrong shows in the task, not in the answer. */
export function* qmstart(job: Job): Steps {
  const { machines, node, vmid, skiplock, log } = job;
  yield* machines.withLock(lockFile(vmid), log, function* start() {
    const guest = machines.load(node, 'qemu', vmid);
    if (guest.template) throw died("you can't start a vm if it's a template");
    const running = guest.status !== 'stopped';
    if (guest.lock === 'backup' && running) return;
    const suspended = guest.lock === 'suspended';
    if (!skiplock && !suspended) checkLock('VM', guest);
    if (running) throw died(`VM ${vmid} already running`);
    if (suspended) log('Resuming suspended VM');
    yield machines.bootSeconds(guest);
    if (suspended) {
      log('Resumed VM, removing state');
      guest.lock = undefined;
    }
    machines.boot(guest);
  });
}

function* waitFor(guest: GuestConfig, timeout: number): Steps<boolean> {
  let waited = 0;
  while (waited < timeout && guest.status !== 'stopped') {
    waited += 1;
    yield 1;
  }
  // One that stops with the last second is late, as there.
  return waited < timeout;
}

/** QemuServer.pm _do_vm_stop. One that is not running is stopped already: OK. */
function* stop(
  { machines, node, vmid, skiplock, log }: Job,
  how: 'shutdown' | 'quit',
  { timeout = 60, force = false }: StopOptions,
): Steps {
  const guest = machines.find(node, 'qemu', vmid);
  if (!guest) {
    throw died(
      `unable to find configuration file for VM ${vmid} on node '${node}'`,
    );
  }
  if (guest.status === 'stopped') return;
  if (!skiplock) checkLock('VM', guest);
  if (how === 'shutdown') machines.pressPowerButton(guest);
  else machines.cutPower(guest);
  if (yield* waitFor(guest, timeout)) return;
  if (!force) throw died('VM quit/powerdown failed - got timeout');
  log('VM still running - terminating now with SIGTERM');
  machines.cutPower(guest);
  yield* waitFor(guest, 10);
}

export function* qmstop(job: Job, options: StopOptions): Steps {
  const { machines, vmid, log } = job;
  yield* machines.withLock(lockFile(vmid), log, () =>
    stop(job, 'quit', { ...options, force: true }),
  );
}

export function* qmshutdown(job: Job, options: StopOptions): Steps {
  const { machines, vmid, log } = job;
  yield* machines.withLock(lockFile(vmid), log, () =>
    stop(job, 'shutdown', options),
  );
}

/** QemuServer.pm vm_reboot: it ends when the VM is down; `restart` is what `qm cleanup` does then. */
export function* qmreboot(
  job: Job,
  options: StopOptions,
  restart: () => void,
): Steps {
  const { machines, node, vmid, log } = job;
  yield* machines.withLock(lockFile(vmid), log, function* reboot() {
    if (machines.find(node, 'qemu', vmid)?.status === 'stopped') return;
    machines.requestReboot(vmid, restart);
    let isDown = false;
    try {
      yield* stop(job, 'shutdown', options);
      isDown = true;
    } finally {
      if (!isDown) machines.clearReboot(vmid);
    }
  });
}
