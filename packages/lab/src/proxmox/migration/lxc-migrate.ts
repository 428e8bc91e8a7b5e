import { ApiError, died } from '../errors.ts';
import { volumesOf } from '../guest-config.ts';
import { lockFile, shutDown } from '../power/lxc.ts';
import { checkLock } from '../power/qemu.ts';
import { replicaOf } from '../replication.ts';
import type { Steps } from '../tasks/process.ts';
import { messageOf, type Journey } from './journey.ts';
import { enabledStorage, mapStorage } from './storages.ts';
import { localVolumes, type LocalVolume } from './volumes.ts';

/** pve-container LXC/Migrate.pm prepare; it shuts a running container down. */
function* prepareCt(journey: Journey): Steps {
  const { cluster, guest, options, log } = journey;
  checkLock('CT', guest);
  journey.running = guest.status !== 'stopped';
  if (journey.running) {
    if (options.online) {
      throw died('lxc live migration is currently not implemented');
    }
    if (!options.restart) {
      throw died('running container can only be migrated in restart mode');
    }
  }
  for (const volume of volumesOf(cluster.seed, guest)) {
    const { key, storage, volid } = volume;
    if (!storage) {
      if (volume.options.includes('shared=1')) continue;
      throw died(`cannot migrate local bind mount point '${key}'`);
    }
    const { shared } = enabledStorage(cluster, storage, journey.source);
    const target = shared ? storage : mapStorage(options.storageMap, storage);
    const { content } = enabledStorage(cluster, target, options.target);
    if (!content.split(',').includes('rootdir')) {
      throw died(
        `${volid}: content type 'rootdir' is not available on storage '${target}'`,
      );
    }
  }
  yield* journey.testConnection();
  if (!journey.running) return;
  journey.say(`shutdown CT ${guest.vmid}`);
  const { timeout } = options;
  yield* shutDown(cluster.machines, guest, { timeout }, log);
}

function scan(journey: Journey): LocalVolume[] {
  const { cluster, guest } = journey;
  const volumes = localVolumes(cluster, guest);
  for (const { volid, storage } of volumesOf(cluster.seed, guest)) {
    const isLocal = volumes.some(volume => volume.volid === volid);
    if (storage && !isLocal) {
      journey.say(`volume '${volid}' is on shared storage '${storage}'`);
    }
  }
  const stuck = volumes.filter(({ snapshots, storage }) => {
    const type = cluster.inventory.storages.find(
      known => known.storage === storage,
    )?.type;
    return snapshots.length > 0 && type !== 'zfspool';
  });
  for (const { volid, snapshots } of volumes) {
    const where =
      snapshots.length > 0
        ? 'referenced by snapshot(s)'
        : 'in current VM config';
    journey.say(`found local volume '${volid}' (${where})`);
  }
  for (const { volid } of stuck) {
    journey.say(
      `can't migrate local volume '${volid}': non-migratable snapshot exists`,
    );
  }
  if (stuck.length > 0) throw died("can't migrate CT - check log");
  return volumes;
}

/** LXC/Migrate.pm phase1: it is down, and everything of it is copied. */
function* phase1(journey: Journey): Steps {
  const { cluster, guest, options } = journey;
  journey.say(
    `starting migration of CT ${guest.vmid} to node '${options.target}' (${journey.targetIp})`,
  );
  cluster.machines.setLock(guest, 'migrate');
  const isReplicated = replicaOf(cluster, guest.vmid) === options.target;
  const moved = new Map<string, string>();
  for (const { volid, size, storage = '' } of scan(journey)) {
    const target = mapStorage(options.storageMap, storage);
    if (isReplicated && target === storage) {
      // What the last run did not send is little.
      yield 2;
      journey.say(
        `volume '${volid}' is replicated to node '${options.target}'`,
      );
      continue;
    }
    yield* journey.copyVolume(volid, size, target);
    if (target !== storage) moved.set(storage, target);
  }
  journey.moveConfig(moved);
}

/** pct start over ssh, or on the node that it came from: a task of its own. */
function* startOn(journey: Journey, node: string): Steps {
  const { cluster, guest } = journey;
  const upid = cluster.power.startCt({
    node,
    vmid: guest.vmid,
    user: 'root@pam',
    byHa: true,
    skiplock: true,
  });
  while (cluster.tasks.isRunning(upid)) yield 1;
}

/** LXC/Migrate.pm final_cleanup, after a failure too. */
function* finalCleanup(journey: Journey, wasRunning: boolean): Steps {
  const { cluster, guest, options } = journey;
  journey.say('start final cleanup');
  const hasMoved = guest.node === options.target;
  cluster.machines.setLock(guest, undefined);
  if (!wasRunning || !options.restart) return;
  if (!hasMoved) {
    journey.say('start container on source node');
    yield* startOn(journey, journey.source);
    return;
  }
  journey.say('start container on target node');
  journey.say(journey.ssh(`pct start ${guest.vmid}`));
  yield* startOn(journey, options.target);
}

/** The worker of POST /nodes/{node}/lxc/{vmid}/migrate. */
export function* vzmigrate(journey: Journey): Steps {
  const { cluster, guest, log } = journey;
  const { vmid } = guest;
  yield* cluster.machines.withLock(
    `/var/lock/pve-manager/pve-migrate-${vmid}`,
    log,
    () =>
      journey.run(function* phases() {
        let failed: ApiError | undefined;
        yield* cluster.machines.withLock(
          lockFile(vmid),
          log,
          function* locked() {
            yield* prepareCt(journey);
            try {
              yield* phase1(journey);
            } catch (error) {
              if (!(error instanceof ApiError)) throw error;
              failed = error;
              journey.fail(messageOf(error));
              journey.say('aborting phase 1 - cleanup resources');
            }
          },
        );
        // The lock is held on in the real one, whose own start does not ask for it.
        yield* finalCleanup(journey, journey.running);
        if (failed) throw failed;
      }),
  );
}
