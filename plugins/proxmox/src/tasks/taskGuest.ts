import type {
  ProxmoxGuest,
  ProxmoxTask,
} from '@reverb256/backstage-plugin-proxmox-common';

/** The guests of a cluster by vmid, which is what a task knows of one. */
export type GuestsByVmid = ReadonlyMap<string, ProxmoxGuest>;

export const guestsByVmid = (
  guests: Readonly<Record<string, ProxmoxGuest>>,
): GuestsByVmid =>
  new Map(Object.values(guests).map(guest => [guest.vmid, guest]));

/** The kind of guest that a type of task is for; undefined where it is for either, or for none. */
function kindOf(type: string): ProxmoxGuest['type'] | undefined {
  if (type.startsWith('qm')) return 'qemu';
  return /^vz(?!dump)/.test(type) ? 'lxc' : undefined;
}

/** The guest that a task was about. A vmid is used again: one of another kind is not the one that it was then. */
export function taskGuest(
  { type, id }: ProxmoxTask,
  guests: GuestsByVmid,
): ProxmoxGuest | undefined {
  const guest = guests.get(id ?? '');
  const kind = kindOf(type);
  return kind === undefined || guest?.type === kind ? guest : undefined;
}
