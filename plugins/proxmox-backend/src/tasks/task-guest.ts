import {
  guestTypes,
  type ProxmoxGuest,
  type ProxmoxInventory,
  type ProxmoxTask,
} from '@reverb256/backstage-plugin-proxmox-common';

/** The vmid of the guest that a task is about, where it is about one: `100`, or `100@local-lvm:vm-100-disk-0`. */
export function guestOfTask({
  id,
}: Pick<ProxmoxTask, 'id'>): string | undefined {
  return /^([1-9]\d{2,8})(@|$)/.exec(id ?? '')?.[1];
}

/** The guest with a vmid: of a task only the number is known. */
export const namedGuest = (
  { guests }: Pick<ProxmoxInventory, 'guests'>,
  vmid: string,
): ProxmoxGuest | undefined =>
  guestTypes
    .map(type => `${type}/${vmid}`)
    .filter(id => Object.hasOwn(guests, id))
    .map(id => guests[id])[0];

/**
 * Work on nodes, disks, certificates and services, whose log says nothing of guests. What is not in here may: of many
 * guests at a time, of a plugin's, or of a kind that a later version brings.
 */
const ABOUT_NO_GUEST =
  /^(apt(update|upgrade)|acme(deactivate|newcert|refresh|register|renew|revoke|update)|srv(start|stop|restart|reload)|reloadnetworkall|clustercreate|clusterjoin|diskinit|wipedisk|(dir|lvm|lvmthin|zfs)create|ceph(createmds|createmgr|createmon|createosd|destroymds|destroymgr|destroymon|setflags))$/;

/**
 * Whether the log of a task may be shown to whoever may see some of the guests only.
 *
 * @param sees - whether they may see the guest with a vmid
 */
export function isLogFor(
  task: Pick<ProxmoxTask, 'id' | 'type'>,
  sees: (vmid: string) => boolean,
): boolean {
  const vmid = guestOfTask(task);
  return vmid === undefined ? ABOUT_NO_GUEST.test(task.type) : sees(vmid);
}
