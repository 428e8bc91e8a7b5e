import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';

/** The vmid of the guest that a task is about, where it is about one: `100`, or `100@local-lvm:vm-100-disk-0`. */
export function guestOfTask({
  id,
}: Pick<ProxmoxTask, 'id'>): string | undefined {
  return /^([1-9]\d{2,8})(@|$)/.exec(id ?? '')?.[1];
}

/** What works on many guests, and names them in its log (pve-manager, PVE/API2/Nodes.pm, VZDump.pm). */
const ABOUT_MANY = /^(vzdump|startall|stopall|suspendall|migrateall|bulk\w*)$/;

/** Whether the log of a task may name guests that it is not said to be about. */
export const namesGuests = (task: Pick<ProxmoxTask, 'id' | 'type'>): boolean =>
  guestOfTask(task) === undefined && ABOUT_MANY.test(task.type);
