import type { Cluster } from '../cluster.ts';
import { ApiError, died } from '../errors.ts';
import { renderBytes } from '../migration/journey.ts';
import { MiB, type GuestConfig, type GuestType } from '../model.ts';
import { lockFile as containerLock } from '../power/lxc.ts';
import { checkLock, lockFile as machineLock } from '../power/qemu.ts';
import type { Steps } from '../tasks/process.ts';
import type { Log } from '../tasks/tasks.ts';
import {
  blockedRollback,
  canSnapshot,
  snapshotVolumes,
  storageOutput,
} from './volumes.ts';

/** Bytes of memory that are written to storage in a second. */
const SAVED_PER_SECOND = 800 * MiB;
/** Seconds that a storage takes for a volume. */
const VOLUME_SECONDS = 2;

/** A worker of pve-guest-common AbstractConfig.pm, and what it works on. */
export interface SnapshotJob {
  cluster: Cluster;
  type: GuestType;
  node: string;
  vmid: number;
  name: string;
  log: Log;
}

export function configLock(type: GuestType, vmid: number): string {
  return type === 'qemu' ? machineLock(vmid) : containerLock(vmid);
}

export function checkUnlocked(guest: GuestConfig): void {
  checkLock(guest.type === 'qemu' ? 'VM' : 'CT', guest);
}

/** One change of the configuration under its file's lock; the guest that it was. */
function* change(
  { cluster, type, node, vmid, log }: SnapshotJob,
  body: (guest: GuestConfig) => Steps | void,
): Steps<GuestConfig> {
  const { machines } = cluster;
  let changed: GuestConfig | undefined;
  yield* machines.withLock(configLock(type, vmid), log, function* locked() {
    changed = machines.load(node, type, vmid);
    const steps = body(changed);
    if (steps) yield* steps;
  });
  return changed ?? machines.load(node, type, vmid);
}

function* eachVolume(
  { cluster, name, type, log }: SnapshotJob,
  guest: GuestConfig,
  action: 'create' | 'remove' | 'rollback',
): Steps {
  for (const volume of snapshotVolumes(cluster, guest)) {
    if (action === 'create' && type === 'qemu') {
      log(`snapshotting 'drive-${volume.key}' (${volume.volid})`);
    }
    yield VOLUME_SECONDS;
    storageOutput(cluster, volume, action, name).forEach(log);
  }
}

/** qemu-server QemuConfig.pm __snapshot_create_vol_snapshots_hook: the guest's RAM, while it runs. */
function* saveState({ log }: SnapshotJob, guest: GuestConfig, storage: string) {
  log(`saving VM state and RAM using storage '${storage}'`);
  const total = guest.maxmem * guest.memory;
  const seconds = Math.max(1, Math.ceil(total / SAVED_PER_SECOND));
  for (let passed = 1; passed <= seconds; passed += 1) {
    yield 1;
    const saved = Math.min(total, passed * SAVED_PER_SECOND);
    if (passed < seconds) log(`${renderBytes(saved)} in ${passed}s`);
  }
  log(
    `completed saving the VM state in ${seconds}s, saved ${renderBytes(total)}`,
  );
}

/** AbstractConfig.pm snapshot_create; `stateStorage` where the RAM is to be saved too. */
export function* createSnapshot(
  job: SnapshotJob,
  description: string | undefined,
  stateStorage: string | undefined,
): Steps {
  const { cluster, name, log, vmid } = job;
  const { machines, snapshots, timeline } = cluster;
  let storage: string | undefined;
  const guest = yield* change(job, found => {
    if (found.template) {
      throw died("you can't take a snapshot if it's a template");
    }
    checkUnlocked(found);
    if (snapshots.has(found, name)) {
      throw died(`snapshot name '${name}' already used`);
    }
    if (!canSnapshot(cluster, found)) {
      throw died('snapshot feature is not available');
    }
    if (found.status !== 'stopped') storage = stateStorage;
    machines.setLock(found, 'snapshot');
    snapshots.create(found, {
      name,
      snaptime: timeline.seconds(),
      snapstate: 'prepare',
      ...(storage && { vmstate: `${storage}:vm-${vmid}-state-${name}` }),
      ...(description && { description }),
    });
  });
  try {
    if (storage) yield* saveState(job, guest, storage);
    yield* eachVolume(job, guest, 'create');
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    log('snapshot create failed: starting cleanup');
    snapshots.remove(guest, name);
    machines.setLock(guest, undefined);
    throw error;
  }
  yield* change(job, found => {
    snapshots.mark(found, name, { snapstate: undefined });
    machines.setLock(found, undefined);
  });
}

/** AbstractConfig.pm snapshot_rollback; one with RAM runs again at its end. */
export function* rollbackSnapshot(job: SnapshotJob): Steps {
  const { cluster, name, vmid } = job;
  const { machines, snapshots } = cluster;
  const guest = yield* change(job, function* prepare(found) {
    if (found.template) throw died("you can't rollback if vm is a template");
    const { snapstate } = snapshots.get(found, name);
    const volid = blockedRollback(cluster, found, name);
    if (volid) {
      throw died(
        `can't rollback, '${name}' is not most recent snapshot on '${volid}'`,
      );
    }
    if (snapstate) {
      throw died(
        `unable to rollback to incomplete snapshot (snapstate = ${snapstate})`,
      );
    }
    checkUnlocked(found);
    if (found.status !== 'stopped') {
      machines.cutPower(found);
      yield 1;
    }
    if (found.status !== 'stopped') {
      throw died(`unable to rollback vm ${vmid}: vm is running`);
    }
    machines.setLock(found, 'rollback');
  });
  yield* eachVolume(job, guest, 'rollback');
  yield* change(job, function* finish(found) {
    if (found.lock !== 'rollback') throw died('got wrong lock');
    snapshots.rollback(found, name);
    machines.setLock(found, undefined);
    if (!snapshots.get(found, name).vmstate) return;
    yield machines.bootSeconds(found);
    machines.boot(found);
  });
}

/** AbstractConfig.pm snapshot_delete. When it fails the lock stays, and what it had begun. */
export function* deleteSnapshot(job: SnapshotJob): Steps {
  const { cluster, name } = job;
  const { machines, snapshots } = cluster;
  const guest = yield* change(job, found => {
    snapshots.get(found, name);
    checkUnlocked(found);
    machines.setLock(found, 'snapshot-delete');
    if (found.template) {
      throw died("you can't delete a snapshot if vm is a template");
    }
    snapshots.mark(found, name, { snapstate: 'delete' });
  });
  yield* eachVolume(job, guest, 'remove');
  yield* change(job, found => {
    snapshots.remove(found, name);
    machines.setLock(found, undefined);
  });
}
