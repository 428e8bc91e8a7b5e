import { ApiError, died } from '../errors.ts';
import { lockFile } from '../power/qemu.ts';
import type { Steps } from '../tasks/process.ts';
import {
  DISK_SPEED,
  MEMORY_SPEED,
  messageOf,
  renderBytes,
  type Journey,
} from './journey.ts';
import { prepareVm, scanVolumes } from './qemu-prepare.ts';
import { mapStorage } from './storages.ts';
import type { LocalVolume } from './volumes.ts';

/** Real milliseconds of standstill, which the log tells. */
const DOWNTIME_MS = 54;

/** QemuMigrate.pm phase1: the lock, and what can be copied while the VM does not use it. */
function* phase1(journey: Journey): Steps<LocalVolume[]> {
  const { cluster, guest, options } = journey;
  journey.say(
    `starting migration of VM ${guest.vmid} to node '${options.target}' (${journey.targetIp})`,
  );
  cluster.machines.setLock(guest, 'migrate');
  try {
    const volumes = scanVolumes(journey);
    const isOnline = ({ ref }: LocalVolume) =>
      journey.running && ref === 'attached';
    const offline = volumes.filter(volume => !isOnline(volume));
    if (offline.length > 0) journey.say('copying local disk images');
    for (const { volid, size, storage = '' } of offline) {
      const target = mapStorage(options.storageMap, storage);
      yield* journey.copyVolume(volid, size, target);
    }
    return volumes.filter(isOnline);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const message = messageOf(error);
    journey.fail(message);
    journey.say('aborting phase 1 - cleanup resources');
    cluster.machines.setLock(guest, undefined);
    throw died(message);
  }
}

/** `qm start --migratedfrom` on the other node: it waits there for what comes. */
function* startThere({ cluster, guest, options }: Journey): Steps {
  const upid = cluster.tasks.fork(options.target, {
    type: 'qmstart',
    id: String(guest.vmid),
    user: 'root@pam',
    *steps() {
      yield 2;
    },
  });
  while (cluster.tasks.isRunning(upid)) yield 1;
}

/** QemuServer/BlockJob.pm monitor of the mirrors to the other node. */
function* mirrorDisks(journey: Journey, volumes: LocalVolume[]): Steps {
  journey.say('starting storage migration');
  for (const { key, size } of volumes) {
    const { vmid } = journey.guest;
    journey.say(
      `${key}: start migration to nbd:unix:/run/qemu-server/${vmid}_nbd.migrate:exportname=drive-${key}`,
    );
    journey.log(`drive mirror is starting for drive-${key}`);
    const total = size / DISK_SPEED;
    for (let passed = 0; passed < total; ) {
      const step = Math.min(10, total - passed);
      yield step;
      passed += step;
      if (!journey.isTargetUp()) {
        journey.log(`drive-${key}: Cancelling block job`);
        throw died(
          'block job (mirror) error: drive-' +
            `${key}: 'mirror' has been cancelled`,
        );
      }
      const done = Math.min(size, passed * DISK_SPEED);
      journey.log(
        `drive-${key}: transferred ${renderBytes(done)} of ${renderBytes(
          size,
        )} (${((done / size) * 100).toFixed(2)}%) in ${Math.round(passed)}s`,
      );
    }
  }
  journey.log("all 'mirror' jobs are ready");
  journey.say('switching mirror jobs to actively synced mode');
}

/** QemuMigrate.pm phase2: memory, again and again what was written meanwhile. */
function* sendMemory(journey: Journey): Steps {
  const { guest } = journey;
  const socket = `unix:/run/qemu-server/${guest.vmid}.migrate`;
  journey.say(`starting online/live migration on ${socket}`);
  journey.say('set migration capabilities');
  journey.say('migration downtime limit: 100 ms');
  journey.say('set migration parameters');
  journey.say(`start migrate command to ${socket}`);
  const total = guest.maxmem;
  const sent = total * Math.min(1, guest.memory + 0.1 * guest.load);
  const seconds = Math.max(1, Math.ceil(sent / MEMORY_SPEED));
  for (let passed = 1; passed <= seconds; passed += 1) {
    yield 1;
    if (!journey.isTargetUp()) {
      journey.say(
        'migration status error: failed - Unable to write to socket: Broken pipe',
      );
      throw died('aborting');
    }
    if (passed === seconds) break;
    journey.say(
      `migration active, transferred ${renderBytes(
        passed * MEMORY_SPEED,
      )} of ${renderBytes(total)} VM-state, ${renderBytes(MEMORY_SPEED)}/s`,
    );
  }
  journey.say(
    `average migration speed: ${renderBytes(
      total / seconds,
    )}/s - downtime ${DOWNTIME_MS} ms`,
  );
  journey.say(`migration completed, transferred ${renderBytes(sent)} VM-state`);
  journey.say('migration status: completed');
}

function* phase2(journey: Journey, online: LocalVolume[]): Steps {
  const { cluster, guest, options } = journey;
  try {
    journey.say(`starting VM ${guest.vmid} on remote node '${options.target}'`);
    if (!journey.isTargetUp()) {
      throw died('remote command failed with exit code 255');
    }
    yield* startThere(journey);
    for (const { volid, storage = '' } of online) {
      const target = mapStorage(options.storageMap, storage);
      journey.say(
        `volume '${volid}' is '${target}:${volid.split(':')[1]}' on the target`,
      );
    }
    journey.say('start remote tunnel');
    journey.say('ssh tunnel ver 1');
    if (online.length > 0) yield* mirrorDisks(journey, online);
    yield* sendMemory(journey);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    journey.errors = true;
    journey.fail(`online migrate failure - ${messageOf(error)}`);
    journey.say('aborting phase 2 - cleanup resources');
    journey.say('migrate_cancel');
    cluster.machines.setLock(guest, undefined);
  }
}

/** QemuMigrate.pm phase3_cleanup: from here on the other node has it. */
function* phase3(journey: Journey, online: LocalVolume[]): Steps {
  const { cluster, guest, options } = journey;
  const moved = new Map<string, string>();
  const names = new Set(
    cluster.inventory.storages
      .filter(({ shared }) => !shared)
      .map(({ storage }) => storage),
  );
  for (const name of names) {
    const target = mapStorage(options.storageMap, name);
    if (target !== name) moved.set(name, target);
  }
  journey.moveConfig(moved);
  if (online.length > 0) {
    journey.say('stopping NBD storage migration server on target.');
  }
  yield 1;
  cluster.machines.setLock(guest, undefined);
}

/** The worker of POST /nodes/{node}/qemu/{vmid}/migrate. */
export function* qmigrate(journey: Journey): Steps {
  const { cluster, guest, log } = journey;
  const { vmid } = guest;
  yield* cluster.machines.withLock(
    `/var/lock/pve-manager/pve-migrate-${vmid}`,
    log,
    () =>
      journey.run(() =>
        cluster.machines.withLock(lockFile(vmid), log, function* locked() {
          yield* prepareVm(journey);
          const online = yield* phase1(journey);
          if (journey.running) yield* phase2(journey, online);
          if (!journey.errors) yield* phase3(journey, online);
        }),
      ),
  );
}
