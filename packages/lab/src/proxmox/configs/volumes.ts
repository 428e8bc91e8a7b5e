import { hash } from '../../random.ts';
import { GiB, MiB, type GuestConfig } from '../model.ts';
import { layoutOf } from './layout.ts';

/** A volume or mount of a guest, as its configuration names it. */
export interface Volume {
  /** The option: scsi0, efidisk0, rootfs, mp0, unused0. */
  key: string;
  /** Absent: a path of the node (a bind mount), or no medium. */
  storage?: string;
  /** `local-lvm:vm-100-disk-0`, an ISO image, or a path. */
  volid: string;
  /** Bytes; 0 of a bind mount. */
  size: number;
  format: 'raw' | 'subvol' | 'iso';
  /** What follows the volume in the option, size included. */
  options: string[];
}

/** ISO images and what they take, on the NFS storage. */
export const ISO_IMAGES: Record<string, number> = {
  'debian-13.1.0-amd64-netinst.iso': 783 * MiB,
  'OPNsense-25.7-dvd-amd64.iso': 2_140 * MiB,
  'talos-1.11.5-metal-amd64.iso': 312 * MiB,
  'virtio-win-0.1.285.iso': 771 * MiB,
  'Win11_25H2_English_x64.iso': 7_450 * MiB,
};

/** As the storage names it: a ZFS dataset for containers, a base for templates. */
function volumeName(guest: GuestConfig, storage: string, index: number) {
  const isDataset = storage === 'tank' && guest.type === 'lxc';
  let kind = 'vm';
  if (guest.template) kind = 'base';
  else if (isDataset) kind = 'subvol';
  return `${kind}-${guest.vmid}-disk-${index}`;
}

function sizeText(bytes: number): string {
  if (bytes % GiB === 0) return `${bytes / GiB}G`;
  if (bytes % MiB === 0) return `${bytes / MiB}M`;
  return `${bytes / 1024}K`;
}

/** Every disk, mount point and medium of a guest, in the order of their numbers. */
export function volumesOf(seed: number, guest: GuestConfig): Volume[] {
  const layout = layoutOf(seed, guest);
  const volumes: Volume[] = [];
  let index = 0;
  const add = (
    key: string,
    first: string,
    size: number,
    options: string[],
  ): void => {
    const storage = guest.movedStorages?.[first] ?? first;
    volumes.push({
      key,
      storage,
      volid: `${storage}:${volumeName(guest, storage, index)}`,
      size,
      format: storage === 'tank' && guest.type === 'lxc' ? 'subvol' : 'raw',
      options: [...options, `size=${sizeText(size)}`],
    });
    index += 1;
  };
  if (layout.efi) {
    const keys = layout.tpm ? '1' : '0';
    add('efidisk0', layout.storage, 4 * MiB, [
      'efitype=4m',
      `pre-enrolled-keys=${keys}`,
    ]);
  }
  const ssd = hash(seed, guest.vmid, 41) < 0.6 ? ['ssd=1'] : [];
  const discard =
    guest.type === 'qemu'
      ? ['discard=on', ...(layout.bus === 'scsi' ? ['iothread=1', ...ssd] : [])]
      : [];
  const first = guest.type === 'qemu' ? `${layout.bus}0` : 'rootfs';
  add(first, layout.storage, guest.maxdisk, discard);
  for (const { key, storage, size, options } of layout.extra) {
    add(key, storage, size, options);
  }
  if (layout.tpm) add('tpmstate0', layout.storage, 4 * MiB, ['version=v2.0']);
  for (const { key, path, options } of layout.binds) {
    volumes.push({ key, volid: path, size: 0, format: 'raw', options });
  }
  for (const { key, iso } of layout.media) {
    volumes.push({
      key,
      storage: 'nas',
      volid: `nas:iso/${iso}`,
      size: ISO_IMAGES[iso],
      format: 'iso',
      options: ['media=cdrom', `size=${sizeText(ISO_IMAGES[iso])}`],
    });
  }
  if (layout.cloudInit) {
    const home = guest.movedStorages?.[layout.storage] ?? layout.storage;
    volumes.push({
      key: 'ide2',
      storage: home,
      volid: `${home}:vm-${guest.vmid}-cloudinit`,
      size: 4 * MiB,
      format: 'raw',
      options: ['media=cdrom', 'size=4M'],
    });
  }
  return volumes;
}

/** The volumes that its storages hold for it alone: no images of CD-ROMs, no paths. */
export function ownedVolumes(seed: number, guest: GuestConfig): Volume[] {
  return volumesOf(seed, guest).filter(
    ({ storage, format }) => storage !== undefined && format !== 'iso',
  );
}
