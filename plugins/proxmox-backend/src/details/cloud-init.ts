import type {
  GuestConfigDetails,
  GuestDisk,
} from '@reverb256/backstage-plugin-proxmox-common';
import { countKeys } from './secret-options';

/** What cloud-init is given; undefined where a virtual machine has nothing to do with it. */
export function toCloudInit(
  config: Record<string, string | undefined>,
  disks: readonly GuestDisk[],
): GuestConfigDetails['cloudInit'] {
  const isUsed =
    disks.some(disk => disk.kind === 'cloud-init') ||
    Object.keys(config).some(key =>
      /^(ci(user|password|custom)|sshkeys|nameserver|searchdomain|ipconfig\d+)$/.test(
        key,
      ),
    );
  if (!isUsed) return undefined;
  return {
    user: config.ciuser,
    hasPassword: Boolean(config.cipassword),
    sshKeys: countKeys(config.sshkeys),
    nameservers: (config.nameserver ?? '').split(/[\s,;]+/).filter(Boolean),
    searchDomain: config.searchdomain,
    custom: config.cicustom,
  };
}
