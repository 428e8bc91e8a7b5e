import {
  formatBytes,
  formatCount,
  formatDuration,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  GuestConfigDetails,
  GuestDisk,
} from '@reverb256/backstage-plugin-proxmox-common';

type Config = Pick<
  GuestConfigDetails,
  | 'sockets'
  | 'cores'
  | 'cpuLimit'
  | 'cpuType'
  | 'memoryBytes'
  | 'minimumMemoryBytes'
  | 'swapBytes'
>;

/** `8 cores (2 sockets of 4), at most 2 CPUs, as host`; undefined where nothing is set. */
export function cpuWords(config: Config): string | undefined {
  const { sockets = 1, cores, cpuLimit, cpuType } = config;
  const parts: string[] = [];
  if (cores !== undefined) {
    const all = formatCount(sockets * cores, 'core');
    parts.push(sockets > 1 ? `${all} (${sockets} sockets of ${cores})` : all);
  }
  if (cpuLimit !== undefined) {
    parts.push(`at most ${cpuLimit} CPU${cpuLimit === 1 ? '' : 's'}`);
  }
  if (cpuType !== undefined) parts.push(`as ${cpuType}`);
  return parts.join(', ') || undefined;
}

/** `2 to 4 GiB by ballooning, 512 MiB swap`; undefined where it is not known. */
export function memoryWords(config: Config): string | undefined {
  const { memoryBytes, minimumMemoryBytes: minimum, swapBytes } = config;
  if (memoryBytes === undefined) return undefined;
  const memory = formatBytes(memoryBytes);
  const parts = [
    minimum !== undefined && minimum > 0 && minimum < memoryBytes
      ? `${formatBytes(minimum)} to ${memory} by ballooning`
      : memory,
  ];
  if (minimum === 0) parts.push('no ballooning');
  if (swapBytes !== undefined) {
    parts.push(swapBytes > 0 ? `${formatBytes(swapBytes)} swap` : 'no swap');
  }
  return parts.join(', ');
}

const driveWords: Partial<Record<GuestDisk['kind'], string>> = {
  disk: 'disk',
  cdrom: 'CD drive',
  'cloud-init': 'cloud-init drive',
};

/** `disk scsi0, then CD drive ide2, then network net0`; undefined where there is no order. */
export function bootWords(
  config: Pick<GuestConfigDetails, 'bootOrder' | 'disks'>,
): string | undefined {
  const words = config.bootOrder.map(key => {
    if (/^net\d+$/.test(key)) return `network ${key}`;
    const disk = config.disks.find(each => each.key === key);
    const word = disk && driveWords[disk.kind];
    // A drive that was taken out stays in the order.
    if (!word) return `${key} (not there)`;
    return `${word} ${key}`;
  });
  return words.join(', then ') || undefined;
}

/** `number 2 in the order, the next 30 s later, up to 1 min to shut down` of `order=2,up=30,down=60`. */
export function startupWords(startup: string): string {
  const set = new Map(
    startup.split(',').map((part): [string, string] => {
      const [key, value] = part.split('=');
      // The order may stand without its key.
      return value === undefined ? ['order', key] : [key, value];
    }),
  );
  const seconds = (key: string) => {
    const value = set.get(key);
    return value && /^\d+$/.test(value)
      ? formatDuration(Number(value))
      : undefined;
  };
  const [order, up, down] = [set.get('order'), seconds('up'), seconds('down')];
  return (
    [
      order && `number ${order} in the order`,
      up && `the next ${up} later`,
      down && `up to ${down} to shut down`,
    ]
      .filter(Boolean)
      .join(', ') || startup
  );
}

const diskKindWords: Record<GuestDisk['kind'], string> = {
  disk: 'Disk',
  cdrom: 'CD drive',
  'cloud-init': 'Cloud-init drive',
  efi: 'EFI variables',
  tpm: 'TPM state',
  root: 'Root disk',
  'mount-point': 'Mount point',
  unused: 'Unused disk',
};

/** What a disk is, as people say it. */
export const diskKindWord = ({ kind }: Pick<GuestDisk, 'kind'>): string =>
  diskKindWords[kind];

/** What is set for a disk that somebody may stumble over: `not in backups`, `read-only`, … */
export function diskNotes(disk: GuestDisk): string[] {
  const holdsData = ['disk', 'root', 'mount-point'].includes(disk.kind);
  return [
    ...(holdsData && !disk.inBackup ? ['not in backups'] : []),
    ...(holdsData && !disk.replicated ? ['not replicated'] : []),
    ...(disk.readOnly && holdsData ? ['read-only'] : []),
    ...Object.entries(disk.options).map(([key, value]) => `${key}=${value}`),
  ];
}

/** What Proxmox is told a virtual machine runs (its API, `ostype`); of a container it is the distribution's name already. */
const systems: Readonly<Record<string, string>> = {
  other: 'not said',
  wxp: 'Windows XP',
  w2k: 'Windows 2000',
  w2k3: 'Windows Server 2003',
  w2k8: 'Windows Server 2008',
  wvista: 'Windows Vista',
  win7: 'Windows 7',
  win8: 'Windows 8, Server 2012',
  win10: 'Windows 10, Server 2016 or 2019',
  win11: 'Windows 11, Server 2022 or 2025',
  l24: 'Linux 2.4',
  l26: 'Linux',
  solaris: 'Solaris',
};

/** The operating system that is configured, in words. */
export const systemWords = (osType: string | undefined) =>
  osType && (systems[osType] ?? osType);
