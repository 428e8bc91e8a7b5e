import { died } from '../errors.ts';
import { checkLock } from '../power/qemu.ts';
import type { Steps } from '../tasks/process.ts';
import type { Journey } from './journey.ts';
import { enabledStorage, mapStorage } from './storages.ts';
import {
  localResources,
  localVolumes,
  missingMappings,
  type LocalVolume,
} from './volumes.ts';

function checkResources({
  cluster,
  guest,
  options,
  running,
  say,
}: {
  cluster: Journey['cluster'];
  guest: Journey['guest'];
  options: Journey['options'];
  running: boolean;
  say(text: string): void;
}): void {
  const resources = localResources(cluster, guest);
  const blocking = resources.keys.filter(key => !(key in resources.mapped));
  if (blocking.length > 0) {
    if (!options.force) {
      throw died(
        `can't migrate VM which uses local devices: ${blocking.join(', ')}`,
      );
    }
    say('migrating VM which uses local devices');
  }
  const names = Object.entries(resources.mapped).map(
    ([key, name]) => `${key}:${name}`,
  );
  if (names.length === 0) return;
  const missing = missingMappings(resources, options.target);
  if (missing.length > 0) {
    throw died(
      `can't migrate to '${
        options.target
      }': missing mapped devices ${missing.join(', ')}`,
    );
  }
  if (running) {
    const is8 = cluster.generation.pve === '8';
    throw died(
      `can't live migrate running VM which uses ${
        is8 ? 'mapped' : 'following mapped'
      } devices: ${(is8 ? names.map(name => name.split(':')[0]) : names)
        .sort()
        .join(', ')}`,
    );
  }
  say('migrating VM which uses mapped local devices');
}

/** qemu-server QemuMigrate.pm prepare. */
export function* prepareVm(journey: Journey): Steps {
  const { cluster, guest, options } = journey;
  checkLock('VM', guest);
  journey.running = guest.status !== 'stopped';
  if (journey.running) {
    if (!options.online)
      throw died("can't migrate running VM without --online");
    if (cluster.generation.pve !== '8') {
      journey.say(
        'conntrack state migration not supported or disabled, active connections might get dropped',
      );
    }
  }
  checkResources({
    cluster,
    guest,
    options,
    running: journey.running,
    say: text => journey.say(text),
  });
  for (const { storage = '' } of localVolumes(cluster, guest)) {
    const target = mapStorage(options.storageMap, storage);
    enabledStorage(cluster, target, options.target);
  }
  yield* journey.testConnection();
}

/** Why a local volume cannot go along; undefined where it can. */
function obstacle(journey: Journey, volume: LocalVolume): string | undefined {
  const { running, options, cluster } = journey;
  const { storage, ref, snapshots, isVmState, isCdrom } = volume;
  if (isCdrom && ref !== 'generated') return 'local cdrom image';
  if (snapshots.length > 0 && !isVmState && ref !== 'generated') {
    if (running) {
      return 'online storage migration not possible if non-replicated snapshot exists';
    }
    const type = cluster.inventory.storages.find(
      known => known.storage === storage,
    )?.type;
    if (type !== 'zfspool') return 'non-migratable snapshot exists';
  }
  if (ref === 'attached' && running && !options.withLocalDisks) {
    return "can't live migrate attached local disks without with-local-disks option";
  }
  return undefined;
}

const FOUND: Record<LocalVolume['ref'], (volid: string) => string> = {
  attached: volid => `found local disk '${volid}' (attached)`,
  unused: volid => `found local disk '${volid}' (unused)`,
  snapshot: volid => `found local disk '${volid}' (referenced by snapshot(s))`,
  generated: volid => `found generated disk '${volid}' (in current VM config)`,
};

/** QemuMigrate.pm scan_local_volumes: all of them are looked at before it gives up. */
export function scanVolumes(journey: Journey): LocalVolume[] {
  const volumes = localVolumes(journey.cluster, journey.guest).sort((a, b) =>
    a.volid < b.volid ? -1 : 1,
  );
  volumes.forEach(({ ref, volid }) => journey.say(FOUND[ref](volid)));
  const obstacles = volumes.flatMap(volume => {
    const reason = obstacle(journey, volume);
    return reason ? [{ volid: volume.volid, reason }] : [];
  });
  for (const { volid, reason } of obstacles) {
    journey.say(`can't migrate local disk '${volid}': ${reason}`);
  }
  if (obstacles.length > 0) {
    throw died(
      "Problem found while scanning volumes - can't migrate VM - check log",
    );
  }
  return volumes;
}
