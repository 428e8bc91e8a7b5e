import type { GuestDisk } from '@reverb256/backstage-plugin-proxmox-common';
import {
  isOn,
  parseProperties,
  parseSize,
  parseVolume,
} from './property-string';

const VM_DISK = /^(ide|sata|scsi|virtio|efidisk|tpmstate)\d+$/;
const MOUNT = /^(rootfs|mp\d+)$/;
const UNUSED = /^unused\d+$/;

/** Whether a key of a configuration is a disk. */
export const isDiskKey = (key: string): boolean =>
  VM_DISK.test(key) || MOUNT.test(key) || UNUSED.test(key);

function kindOf(
  key: string,
  volume: string | undefined,
  media: string | undefined,
): GuestDisk['kind'] {
  if (UNUSED.test(key)) return 'unused';
  if (key === 'rootfs') return 'root';
  if (MOUNT.test(key)) return 'mount-point';
  if (media === 'cdrom') {
    return /(^|[/-])cloudinit(\.|$)/.test(volume ?? '')
      ? 'cloud-init'
      : 'cdrom';
  }
  if (key.startsWith('efidisk')) return 'efi';
  return key.startsWith('tpmstate') ? 'tpm' : 'disk';
}

/** Whether backups take a disk along (vzdump's own rules: pve-manager, PVE/VZDump; pve-container, LXC/Config.pm). */
function isInBackup(
  kind: GuestDisk['kind'],
  storage: string | undefined,
  backup: string | undefined,
): boolean {
  switch (kind) {
    case 'root':
      return true;
    case 'mount-point':
      // A path of the node never is, whatever is set.
      return storage !== undefined && isOn(backup);
    case 'disk':
      return backup === undefined || isOn(backup);
    case 'efi':
    case 'tpm':
      return true;
    default:
      return false;
  }
}

/** One disk, drive or mount point, from its line of the configuration. */
export function toDisk(key: string, line: string): GuestDisk {
  const properties = parseProperties(line, MOUNT.test(key) ? 'volume' : 'file');
  const { file, volume: mounted, size, media, ...more } = properties;
  const source = file ?? mounted;
  // `none` is an empty drive.
  const { storage, volume } =
    source === undefined || source === 'none'
      ? { storage: undefined, volume: undefined }
      : parseVolume(source);
  const kind = kindOf(key, volume, media);
  const { backup, replicate, ro, mp, ...options } = more;
  const isStored = storage !== undefined && kind !== 'unused';
  const isDrive = kind === 'cdrom' || kind === 'cloud-init';
  return {
    key,
    kind,
    storage,
    volume,
    sizeBytes: parseSize(size),
    mountedAt: key === 'rootfs' ? '/' : mp,
    inBackup: isInBackup(kind, storage, backup),
    replicated:
      isStored && !isDrive && (replicate === undefined || isOn(replicate)),
    readOnly: media === 'cdrom' || isOn(ro),
    options,
  };
}
