import { guestTitle } from './guest-target';
import { alongOf, toldOf } from './migrate-along';
import { gib, isRunning, localDisks, type Migrating } from './migrating';
import { isManaged } from './obstacles';

/** How a running guest is moved. */
function whileRunning({ subject, ...rest }: Migrating): string {
  const title = guestTitle(subject.guest);
  if (subject.guest.type === 'qemu') {
    return `${title} goes on running meanwhile; it stands still for a moment at the end.`;
  }
  return `A container cannot be moved while it runs: ${title} is shut down, moved, and started on the other node. ${
    isManaged(rest)
      ? 'What runs in it is away for that time.'
      : 'What runs in it is away for that time; it is stopped by force if it has not shut down after 180 s.'
  }`;
}

/** What will happen. Pure. */
export function migrateEffects(situation: Migrating): string[] {
  const { input, subject, facts } = situation;
  const { guest } = subject;
  const effects = [
    `${guestTitle(guest)} is moved from node ${guest.node} to node ${
      input.target
    }.`,
  ];
  if (isRunning(situation)) effects.push(whileRunning(situation));
  const disks = localDisks(situation);
  if (disks.length > 0) {
    const size = disks.reduce((sum, disk) => sum + (disk.sizeBytes ?? 0), 0);
    effects.push(
      `${disks.length === 1 ? 'A disk' : `${disks.length} disks`}${
        size > 0
          ? ` of ${gib(size)}${disks.length === 1 ? '' : ' together'}`
          : ''
      } on storages that only its node has ${
        disks.length === 1 ? 'is' : 'are'
      } copied, which takes time, and deleted on node ${guest.node} then.`,
    );
  } else if (guest.type === 'lxc') {
    effects.push(
      'Its volumes are copied where they are on storages that only its node has.',
    );
  }
  if (isManaged(situation)) {
    effects.push(
      `It is managed by HA: the HA manager is asked to move it, and the run ends when it is there.`,
    );
  }
  const along = alongOf(facts);
  if (facts && along.length > 0) {
    effects.push(
      `Rules of HA keep it together with ${toldOf(facts, along)}: moved along.`,
    );
  }
  if (facts && !facts.conditions) {
    effects.push(
      'This version of Proxmox VE cannot be asked beforehand what would keep a container from a node: if something does, it fails and stays where it is.',
    );
  }
  return effects;
}
