import { hash } from '../random.ts';
import type { GuestConfig } from './model.ts';

/** A snapshot that a guest starts with: from what, how many hours before the lab's birth. */
export interface SeedSnapshot {
  name: string;
  parent?: string;
  hours: number;
  vmstate?: boolean;
  description?: string;
}

export interface SeedSnapshots {
  list: SeedSnapshot[];
  /** The one that the guest goes on from. */
  current?: string;
}

/** `name < parent, hours[ with RAM][: description]` */
function parse(current: string | undefined, text: string): SeedSnapshots {
  const list = text
    .trim()
    .split('\n')
    .map(line => {
      const match = /^\s*(\S+) < (\S+), (\d+)( with RAM)?(?:: (.*))?$/.exec(
        line,
      );
      if (!match) throw new Error(`Not a snapshot: ${line}`);
      const [, name, parent, hours, ram, description] = match;
      return {
        name,
        hours: Number(hours),
        ...(parent !== '-' && { parent }),
        ...(ram && { vmstate: true }),
        ...(description && { description }),
      };
    });
  return { list, current };
}

const SEEDS: Record<number, SeedSnapshots> = {
  // Tried two ways, went back, and on from there; the old ones were never tidied up.
  130: parse(
    'runner-2-330',
    `clean < -, 2600: Debian 13, nothing installed
     docker < clean, 2590: Docker from its own repository
     runner-2-311 < docker, 2100 with RAM: act_runner 2.311
     runner-2-320 < runner-2-311, 900 with RAM
     podman < clean, 1400: tried instead of Docker
     podman-rootless < podman, 1390
     runner-2-330 < runner-2-320, 210: before the upgrade of the kernel`,
  ),
  140: parse(
    'before-2026-11',
    `before-2026-09 < -, 1800: before Home Assistant 2026.9
     before-2026-10 < before-2026-09, 1080: before Home Assistant 2026.10
     before-2026-11 < before-2026-10, 340: before Home Assistant 2026.11`,
  ),
  150: parse(
    'office',
    `fresh < -, 5000: Windows 11 25H2 with drivers
     office < fresh, 4800: with its card passed through, never with RAM
     games < fresh, 4700`,
  ),
  120: parse('pre-unseal', 'pre-unseal < -, 96: before the rekey'),
  221: parse(
    'pg16',
    `pg16 < -, 4100: before the upgrade to 17
     experiment < pg16, 400: extension that was not kept`,
  ),
  240: parse('archived', 'archived < -, 9000: as it was switched off'),
};

/** The snapshots of a guest before anybody changed them. */
export function seedSnapshots(seed: number, guest: GuestConfig): SeedSnapshots {
  const { vmid } = guest;
  if (SEEDS[vmid]) return SEEDS[vmid];
  const chance = hash(seed, vmid, 80);
  if (vmid < 10_000 || guest.template || chance > 0.15) return { list: [] };
  const count = 1 + Math.floor((chance / 0.15) * 3);
  const list = Array.from({ length: count }, (_, index) => ({
    name: `auto-${index + 1}`,
    hours: Math.floor(24 + (count - index) * 168 * hash(seed, vmid, 81)),
    ...(index > 0 && { parent: `auto-${index}` }),
  }));
  return { list, current: `auto-${count}` };
}
