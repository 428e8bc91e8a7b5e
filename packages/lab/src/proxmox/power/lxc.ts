import { died } from '../errors.ts';
import type { GuestConfig } from '../model.ts';
import type { Steps } from '../tasks/process.ts';
import type { Machines } from './machines.ts';
import { checkLock, type Job } from './qemu.ts';

export function lockFile(vmid: number): string {
  return `/run/lock/lxc/pve-config-${vmid}.lock`;
}

/** pve-container API2/LXC/Status.pm vm_start. */
export function* vzstart(job: Job): Steps {
  const { machines, node, vmid, skiplock, log } = job;
  yield* machines.withLock(lockFile(vmid), log, function* start() {
    const guest = machines.load(node, 'lxc', vmid);
    if (guest.template) throw died("you can't start a CT if it's a template");
    if (!skiplock && guest.lock !== 'mounted') checkLock('CT', guest);
    yield machines.bootSeconds(guest);
    machines.boot(guest);
  });
}

function* until(guest: GuestConfig, seconds: number): Steps<boolean> {
  for (let waited = 0; waited < seconds; waited += 1) {
    if (guest.status === 'stopped') return true;
    yield 1;
  }
  return guest.status === 'stopped';
}

/** pve-container LXC.pm vm_stop without kill. */
export function* shutDown(
  machines: Machines,
  guest: GuestConfig,
  { timeout, force }: { timeout?: number; force?: boolean },
  log: (line: string) => void,
): Steps {
  if (guest.status === 'stopped') return;
  machines.pressPowerButton(guest);
  if (yield* until(guest, timeout ?? 60)) return;
  if (force) {
    machines.cutPower(guest);
    yield 1;
    return;
  }
  const limit = timeout === undefined ? '' : ` --timeout ${timeout}`;
  log(
    `command 'lxc-stop -n ${guest.vmid} --nokill${limit}' failed: exit code 1`,
  );
  // Then it watches the container's command socket for as long again, and five seconds.
  const again = timeout === undefined ? Infinity : timeout + 5;
  if (yield* until(guest, again)) return;
  throw died('container did not stop');
}

export function* vzshutdown(
  job: Job,
  options: { timeout: number; force: boolean },
): Steps {
  const { machines, node, vmid, log } = job;
  yield* machines.withLock(lockFile(vmid), log, function* shutdown() {
    const guest = machines.load(node, 'lxc', vmid);
    checkLock('CT', guest);
    yield* shutDown(machines, guest, options, log);
  });
}

export function* vzstop(job: Job): Steps {
  const { machines, node, vmid, skiplock, log } = job;
  yield* machines.withLock(lockFile(vmid), log, function* stop() {
    const guest = machines.load(node, 'lxc', vmid);
    if (!skiplock && guest.lock !== 'mounted') checkLock('CT', guest);
    if (guest.status === 'stopped') return;
    machines.cutPower(guest);
    yield 1;
  });
}

/** LXC.pm vm_reboot: one that does not go down in time is killed. */
export function* vzreboot(job: Job, timeout?: number): Steps {
  const { machines, node, vmid, log } = job;
  yield* machines.withLock(lockFile(vmid), log, function* reboot() {
    const guest = machines.load(node, 'lxc', vmid);
    if (guest.status === 'stopped') return;
    yield* shutDown(machines, guest, { timeout, force: true }, log);
    yield machines.bootSeconds(guest);
    machines.boot(guest);
  });
}
