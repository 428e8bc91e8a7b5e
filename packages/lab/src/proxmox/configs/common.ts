import { hash } from '../../random.ts';
import type { GuestConfig } from '../model.ts';

/** Options of a configuration, as the API shows them: what the schema calls integers are numbers. */
export type GuestOptions = Record<string, string | number>;

const NOTES: Record<number, string> = {
  100: 'Control plane. Reset through talosctl alone.\n',
  120: '# Vault\n\nSealed after every start: three of five keys.\n\n[Runbook](https://docs.reverb256.ca/vault)\n',
  130: 'Jobs of untrusted branches run here: **no secrets**, no access to `vmbr0`.\n',
  140: 'Zigbee stick by mapping `zigbee`.\n',
  151: '',
  221: 'PostgreSQL 17. Dumped by its own timer at 01:10, before the backup.\n',
  231: 'Transcodes on the GPU of closet: do not move.\n',
  240: 'Old wiki, kept for its pages. Ask before deleting.\n',
};

/** description, tags and protection. */
export function describe(seed: number, guest: GuestConfig): GuestOptions {
  const { vmid, tags } = guest;
  const isGrown = vmid >= 10_000;
  const grownNote =
    isGrown && hash(seed, vmid, 55) < 0.2
      ? `Owned by team ${guest.name.split('-')[0]}.\n`
      : undefined;
  const description = NOTES[vmid] ?? grownNote;
  return {
    ...(description && { description }),
    ...(tags !== undefined && { tags }),
    ...(vmid === 221 && { protection: 1 }),
  };
}

/** onboot and startup: what others need comes first. */
export function startupOf(seed: number, guest: GuestConfig): GuestOptions {
  const tags = (guest.tags ?? '').split(';');
  if (guest.template) return {};
  if (tags.includes('dns')) return { onboot: 1, startup: 'order=1,up=15' };
  if (tags.includes('vault')) return { onboot: 1, startup: 'order=2,up=30' };
  if (tags.includes('critical'))
    return { onboot: 1, startup: 'order=5,down=120' };
  const starts = !tags.includes('legacy') && hash(seed, guest.vmid, 56) < 0.7;
  return starts ? { onboot: 1 } : {};
}
