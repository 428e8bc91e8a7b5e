import type { GuestDisk } from '@reverb256/backstage-plugin-proxmox-common';
import { parseProperties } from './property-string';

/** Before there was a list of devices: a letter for each kind of them. */
const LEGACY_DEFAULT = 'cdn';

/** The keys that a virtual machine boots from, in order. */
export function bootOrderOf(
  config: Record<string, string | undefined>,
  disks: readonly GuestDisk[],
): string[] {
  const { order, legacy } = parseProperties(config.boot ?? '', 'legacy');
  if (order !== undefined) return order.split(';').filter(Boolean);
  const keysOf = (kind: GuestDisk['kind']) =>
    disks.filter(disk => disk.kind === kind).map(disk => disk.key);
  return [...(legacy ?? LEGACY_DEFAULT)].flatMap(letter => {
    switch (letter) {
      case 'c':
        return config.bootdisk ? [config.bootdisk] : keysOf('disk').slice(0, 1);
      case 'd':
        return keysOf('cdrom').slice(0, 1);
      case 'n':
        return Object.keys(config)
          .filter(key => /^net\d+$/.test(key))
          .sort()
          .slice(0, 1);
      default:
        return [];
    }
  });
}
