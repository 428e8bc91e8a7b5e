import { hash, pick } from '../../random.ts';
import { GiB, type GuestConfig } from '../model.ts';

/** How a guest is put together, beyond what the table of guests says. */
export interface Layout {
  /** Where its first disk is. */
  storage: string;
  bus: 'scsi' | 'virtio' | 'sata';
  efi: boolean;
  tpm: boolean;
  cloudInit: boolean;
  /** Disks beside the first, and mount points. */
  extra: { key: string; storage: string; size: number; options: string[] }[];
  /** Folders of the node that a container sees: it cannot be migrated with them. */
  binds: { key: string; path: string; options: string[] }[];
  /** ISO images in CD-ROM drives. */
  media: { key: string; iso: string }[];
}

const PLAIN: Omit<Layout, 'storage'> = {
  bus: 'scsi',
  efi: false,
  tpm: false,
  cloudInit: false,
  extra: [],
  binds: [],
  media: [],
};

const disk = (
  key: string,
  storage: string,
  gib: number,
  ...more: string[]
) => ({
  key,
  storage,
  size: gib * GiB,
  options: more,
});

/** Guests with something of their own. HA-managed ones are on shared storage. */
const LAYOUTS: Record<number, Partial<Layout>> = {
  110: { extra: [disk('scsi1', 'ceph-vm', 200, 'discard=on')] },
  111: { extra: [disk('scsi1', 'ceph-vm', 200, 'discard=on')] },
  112: { extra: [disk('scsi1', 'ceph-vm', 100, 'discard=on')] },
  120: { storage: 'ceph-vm', cloudInit: true },
  121: { storage: 'ceph-vm', cloudInit: true },
  122: { storage: 'ceph-vm', cloudInit: true },
  130: {
    bus: 'virtio',
    cloudInit: true,
    extra: [
      disk('virtio1', 'local-lvm', 300, 'backup=0', 'cache=unsafe'),
      disk('unused0', 'local-lvm', 32),
    ],
  },
  140: { storage: 'ceph-vm', bus: 'sata', efi: true },
  150: {
    efi: true,
    tpm: true,
    media: [
      { key: 'ide0', iso: 'virtio-win-0.1.285.iso' },
      { key: 'ide2', iso: 'Win11_25H2_English_x64.iso' },
    ],
  },
  151: {
    bus: 'virtio',
    media: [{ key: 'ide2', iso: 'OPNsense-25.7-dvd-amd64.iso' }],
  },
  200: { storage: 'ceph-vm' },
  210: { storage: 'ceph-vm' },
  211: {
    extra: [disk('mp0', 'ceph-vm', 400, 'mp=/var/lib/victoria-metrics')],
  },
  212: { storage: 'tank' },
  220: { storage: 'tank', extra: [disk('mp0', 'tank', 80, 'mp=/srv/git')] },
  221: { storage: 'tank' },
  230: {
    extra: [disk('mp0', 'local-lvm', 100, 'mp=/srv/paperless', 'backup=1')],
  },
  231: {
    binds: [{ key: 'mp0', path: '/mnt/media', options: ['mp=/media', 'ro=1'] }],
  },
  9000: { cloudInit: true },
};

export function layoutOf(seed: number, guest: GuestConfig): Layout {
  const own = LAYOUTS[guest.vmid];
  if (own || guest.vmid < 10_000) {
    return { ...PLAIN, storage: 'local-lvm', ...own };
  }
  const random = (stream: number) => hash(seed, guest.vmid, stream);
  const storage = random(42) < 0.7 ? 'ceph-vm' : 'local-lvm';
  const isVm = guest.type === 'qemu';
  const hasData = random(43) < 0.25;
  const size = pick([20, 50, 100, 250], random(44));
  return {
    ...PLAIN,
    storage,
    bus: pick(['scsi', 'scsi', 'scsi', 'virtio', 'sata'] as const, random(45)),
    efi: isVm && random(46) < 0.3,
    cloudInit: isVm && random(47) < 0.5,
    extra: hasData
      ? [
          isVm
            ? disk('scsi1', storage, size)
            : disk('mp0', storage, size, 'mp=/data'),
        ]
      : [],
  };
}
