import { hash, hashText, pick } from '../../random.ts';
import type { Cluster } from '../cluster.ts';
import { GiB, TiB } from '../model.ts';

/** A block device of a node, as pve-storage Diskmanage.pm get_disks lists it. */
export interface Disk {
  devpath: string;
  type: 'nvme' | 'ssd' | 'hdd' | 'usb';
  vendor: string;
  model: string;
  serial: string;
  size: number;
  used?: string;
  gpt: 0 | 1;
  rpm: number;
  /** What smartctl says: PASSED, FAILED!, UNKNOWN where it says nothing. */
  health: string;
  /** Percent that is left; N/A of what does not wear, or does not say. */
  wearout: number | 'N/A';
  wwn: string;
  osdid: number;
  mounted?: 1;
}

type Given = Pick<Disk, 'devpath' | 'type' | 'model' | 'size'> & Partial<Disk>;

/** Of the three nodes: one disk is nearly worn out, one has failed, one says nothing. */
const HARDWARE: Record<string, Given[]> = {
  nexus: [
    {
      devpath: '/dev/nvme0n1',
      type: 'nvme',
      model: 'Samsung SSD 980 PRO 1TB',
      size: 1000204886016,
      used: 'LVM',
      wearout: 8,
    },
    {
      devpath: '/dev/nvme1n1',
      type: 'nvme',
      model: 'WD_BLACK SN770 1TB',
      size: 1000204886016,
      used: 'ZFS',
      wearout: 81,
    },
    {
      devpath: '/dev/sda',
      type: 'ssd',
      model: 'Samsung_SSD_870_EVO_2TB',
      size: 2000398934016,
      used: 'LVM',
      osdid: 0,
      wearout: 94,
    },
  ],
  forge: [
    {
      devpath: '/dev/nvme0n1',
      type: 'nvme',
      model: 'CT1000P3PSSD8',
      size: 1000204886016,
      used: 'LVM',
      wearout: 63,
    },
    {
      devpath: '/dev/sda',
      type: 'ssd',
      model: 'KINGSTON_SA400S37960G',
      size: 960197124096,
      used: 'ZFS',
      health: 'FAILED!',
      wearout: 1,
    },
    {
      devpath: '/dev/sdb',
      type: 'ssd',
      model: 'CT2000MX500SSD1',
      size: 2000398934016,
      used: 'LVM',
      osdid: 1,
      wearout: 88,
    },
  ],
  closet: [
    {
      devpath: '/dev/nvme0n1',
      type: 'nvme',
      model: 'INTEL SSDPEKNU512GZ',
      size: 512110190592,
      used: 'LVM',
      wearout: 99,
    },
    {
      devpath: '/dev/sda',
      type: 'hdd',
      model: 'WDC_WD40EFRX-68N32N0',
      size: 4000787030016,
      used: 'ext4',
      rpm: 5400,
      mounted: 1,
    },
    {
      devpath: '/dev/sdb',
      type: 'usb',
      vendor: 'SanDisk ',
      model: 'Ultra_Fit',
      size: 61530439680,
      health: 'UNKNOWN',
    },
  ],
};

function grown(seed: number, key: number): Given[] {
  const random = (stream: number) => hash(seed, key, stream);
  const count = 2 + Math.floor(random(1) * 5);
  return Array.from({ length: count }, (_, index) => ({
    devpath: `/dev/nvme${index}n1`,
    type: 'nvme' as const,
    model: pick(
      ['SAMSUNG MZQL23T8HCLS-00A07', 'Micron_7450_MTFDKCC3T8TFR'],
      random(2),
    ),
    size: index < 2 ? 480 * GiB : 3.84 * TiB,
    used: index < 2 ? 'ZFS' : 'LVM',
    osdid: index < 2 ? -1 : index,
    wearout: Math.floor(100 - 45 * random(3 + index)),
    ...(random(20 + index) > 0.997 && { health: 'FAILED!' }),
  }));
}

/** The disks of a node, by their paths, with what was said of them since. */
export function disksOf({ seed, hosts }: Cluster, node: string): Disk[] {
  const key = hashText(node);
  return (HARDWARE[node] ?? grown(seed, key)).map((given, index) => {
    const part = (stream: number) =>
      Math.floor(hash(seed, key + stream, index) * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    const id = `${part(60)}${part(61)}`;
    const wears = given.type === 'nvme' || given.type === 'ssd';
    return {
      vendor: given.type === 'nvme' ? 'unknown' : 'ATA     ',
      serial: `S${id.toUpperCase().slice(0, 13)}`,
      gpt: given.used === undefined ? 0 : 1,
      rpm: 0,
      health: 'PASSED',
      wwn: given.type === 'nvme' ? `eui.${id}` : `0x50${id.slice(2)}`,
      osdid: -1,
      ...given,
      wearout: wears ? given.wearout ?? 100 : 'N/A',
      ...hosts.disks.get(`${node}/${given.devpath}`),
    };
  });
}
