import { isTrue } from '../context.ts';
import type { Disk } from './disks.ts';

/** What a disk with a file system or a volume manager on it is divided into. */
function partitions(disk: Disk): object[] {
  if (disk.used === undefined || disk.osdid >= 0) return [];
  const separator = disk.devpath.includes('nvme') ? 'p' : '';
  const part = (
    index: number,
    size: number,
    used: string,
    mounted = false,
  ) => ({
    devpath: `${disk.devpath}${separator}${index}`,
    parent: disk.devpath,
    type: 'partition',
    gpt: disk.gpt,
    size,
    used,
    osdid: -1,
    'osdid-list': null,
    ...(mounted && { mounted: 1 }),
  });
  const isBoot = disk.devpath.endsWith('nvme0n1');
  if (!isBoot)
    return [part(1, disk.size - 1_048_576, disk.used, disk.mounted === 1)];
  const efi = 1_073_741_824;
  return [
    part(1, 1_031_168, 'BIOS boot'),
    part(2, efi, 'EFI', true),
    part(3, disk.size - efi - 2_097_152, disk.used),
  ];
}

function rowOf(disk: Disk, skipsmart: boolean): Record<string, unknown> {
  const { osdid, mounted, used, health, wearout, ...row } = disk;
  return {
    ...row,
    health: skipsmart ? 'UNKNOWN' : health,
    wearout: skipsmart ? 'N/A' : wearout,
    by_id_link: `/dev/disk/by-id/${
      disk.type === 'nvme' ? 'nvme' : 'ata'
    }-${disk.model.replaceAll(' ', '_')}_${disk.serial}`,
    ...(used !== undefined && { used }),
    ...(mounted && { mounted }),
    osdid,
    'osdid-list': osdid < 0 ? null : [osdid],
    ...(osdid >= 0 && { bluestore: 1, osdencrypted: 0 }),
  };
}

/** pve-storage API2/Disks.pm list: sorted by path, filtered by use. */
export function diskRows(
  disks: Disk[],
  parameters: Record<string, string>,
): object[] {
  const { type } = parameters;
  const withPartitions = isTrue(parameters['include-partitions']);
  return disks
    .filter(({ used, osdid, gpt }) => {
      if (type === 'unused') return used === undefined;
      if (type !== 'journal_disks') return true;
      const isFree = used === undefined || used === 'LVM';
      return osdid < 0 && (isFree || (used === 'partitions' && gpt === 1));
    })
    .flatMap(disk => {
      const row = rowOf(disk, isTrue(parameters.skipsmart));
      const parts = withPartitions ? partitions(disk) : [];
      if (parts.length > 0) row.used = 'partitions';
      return [row, ...parts];
    });
}
