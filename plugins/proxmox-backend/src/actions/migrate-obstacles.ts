import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import type { MigrationConditions } from '@reverb256/backstage-plugin-proxmox-node';
import { guestTitle } from './guest-target';
import { alongObstacles, toldOf } from './migrate-along';
import {
  gib,
  isRunning,
  localDisks,
  type MigrateFacts,
  type Migrating,
} from './migrating';
import { block, isManaged, warn } from './obstacles';
import { elsewhere, targetObstacles } from './migrate-target';
import { listed } from './snapshot-target';

/** A generated cloud-init disk is local and goes along: it is made anew. */
const isCloudInit = (volume: string) => /cloudinit/.test(volume);

function ruleObstacles(situation: Migrating, facts: MigrateFacts) {
  const { input, subject } = situation;
  const title = guestTitle(subject.guest);
  const { conditions } = facts;
  if (!conditions || conditions.allowedNodes?.includes(input.target)) return [];
  const { haResources, storages } = conditions.blocks[input.target] ?? {
    haResources: [],
    storages: [],
  };
  const obstacles: Obstacle[] = [];
  if (haResources.length > 0) {
    const places = haResources
      .filter(({ cause }) => cause === 'node-affinity')
      .map(({ sid }) => sid);
    const why = toldOf(
      facts,
      haResources.map(({ sid }) => sid),
      sid => (places.includes(sid) ? `${sid} (which nodes it may be on)` : sid),
    );
    obstacles.push(
      block(
        'ha-rule',
        `Rules of HA keep ${title} from node ${
          input.target
        }: ${why}. The HA manager would not move it there.${elsewhere(
          situation,
        )}`,
      ),
    );
  }
  // With a storage to go to, those that it comes from need not be there.
  if (storages.length > 0 && !input.targetStorage) {
    obstacles.push(
      block(
        'storage-unavailable',
        `Node ${input.target} does not have ${listed(
          storages,
        )}, where disks of ${title} are. Choose a storage of that node for them.${elsewhere(
          situation,
        )}`,
      ),
    );
  }
  if (conditions.allowedNodes && haResources.length + storages.length === 0) {
    obstacles.push(
      block(
        'not-allowed',
        `Node ${
          input.target
        } does not have what ${title} needs, such as a mapped device.${elsewhere(
          situation,
        )}`,
      ),
    );
  }
  return obstacles;
}

function storageObstacles({ input, subject, ...rest }: Migrating) {
  const { targetStorage, target } = input;
  if (!targetStorage) return [];
  if (isManaged(rest)) {
    return [
      block(
        'ha-target-storage',
        `${guestTitle(
          subject.guest,
        )} is managed by HA, and the HA manager cannot be told a storage: its disks go to storages of the same names. Leave the storage out.`,
      ),
    ];
  }
  const id = `storage/${target}/${targetStorage}`;
  return rest.facts?.inventory.storages[id]?.status === 'available'
    ? []
    : [
        block(
          'target-storage',
          `Node ${target} has no storage ${targetStorage} that is available, as far as the portal may see.`,
        ),
      ];
}

function deviceObstacles(
  situation: Migrating,
  conditions: MigrationConditions,
) {
  const { input, subject } = situation;
  const title = guestTitle(subject.guest);
  const managed = isManaged(situation);
  const obstacles: Obstacle[] = [];
  if (conditions.localResources.length > 0) {
    const what = `${title} uses devices of its node (${listed(
      conditions.localResources,
    )})`;
    obstacles.push(
      managed
        ? warn(
            'local-resources',
            `${what}. The HA manager moves it all the same: it fails unless node ${input.target} has the same.`,
          )
        : block(
            'local-resources',
            `${what}, which it cannot take along. Take them from it first.`,
          ),
    );
  }
  const cdroms = conditions.localDisks.filter(
    disk => disk.cdrom && !isCloudInit(disk.volume),
  );
  if (cdroms.length > 0) {
    obstacles.push(
      block(
        'local-cdrom',
        `${title} has a CD in it that only its node has (${listed(
          cdroms.map(disk => disk.volume),
        )}). Take it out first.`,
      ),
    );
  }
  const disks = localDisks(situation);
  if (
    disks.length > 0 &&
    isRunning(situation) &&
    !managed &&
    !input.withLocalDisks
  ) {
    obstacles.push(
      block(
        'local-disks',
        `${title} has disks on storages that only its node has (${listed(
          disks.map(disk => disk.volume),
        )}). Ask for them to be copied along (withLocalDisks), or shut it down first.`,
      ),
    );
  }
  return obstacles;
}

function memoryObstacles(situation: Migrating, { inventory }: MigrateFacts) {
  const { input, subject } = situation;
  const free = inventory.nodes[input.target]?.memory;
  const needed = subject.guest.memory?.totalBytes;
  if (!isRunning(situation) || !free || needed === undefined) return [];
  const left = free.totalBytes - free.usedBytes;
  return left >= needed
    ? []
    : [
        warn(
          'memory',
          `Node ${input.target} has ${gib(
            left,
          )} of memory left, and ${guestTitle(subject.guest)} may use ${gib(
            needed,
          )}: with too little, the node ends what runs on it.`,
        ),
      ];
}

/** What stands in the way. Pure. */
export function migrateObstacles(situation: Migrating): Obstacle[] {
  const { facts } = situation;
  if (!facts) return [];
  const atTarget = targetObstacles(situation, facts);
  if (atTarget.some(({ severity }) => severity === 'block')) return atTarget;
  return [
    ...atTarget,
    ...ruleObstacles(situation, facts),
    ...alongObstacles(situation, facts),
    ...storageObstacles(situation),
    ...(facts.conditions ? deviceObstacles(situation, facts.conditions) : []),
    ...memoryObstacles(situation, facts),
  ];
}
