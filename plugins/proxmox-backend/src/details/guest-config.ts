import type {
  GuestConfigDetails,
  GuestDisk,
  ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { PendingRow } from '@reverb256/backstage-plugin-proxmox-node';
import { bootOrderOf } from './boot-order';
import { toCloudInit } from './cloud-init';
import { isDiskKey, toDisk } from './guest-disks';
import { toGuestNetwork } from './guest-networks';
import { isOn, parseProperties } from './property-string';
import { isSecret, shownValue } from './secret-options';

const MIB = 1024 * 1024;

/** What the rest of the configuration tells, or is nobody's business: the digest is of the file. */
const TOLD = new Set([
  ...['name', 'hostname', 'description', 'tags', 'sockets', 'cores', 'cpu'],
  ...['cpulimit', 'memory', 'balloon', 'swap', 'machine', 'bios', 'ostype'],
  ...['arch', 'unprivileged', 'features', 'boot', 'bootdisk', 'onboot'],
  ...['startup', 'protection', 'agent', 'digest', 'lock', 'template'],
  ...['ciuser', 'sshkeys', 'cicustom', 'parent', 'snaptime'],
]);

/** Natural order: scsi2 before scsi10. */
const byKey = (a: { key: string }, b: { key: string }) =>
  a.key.localeCompare(b.key, 'en', { numeric: true });

const number = (text: string | undefined): number | undefined => {
  const value = Number(text === undefined || text === '' ? NaN : text);
  return Number.isFinite(value) ? value : undefined;
};
const mebibytes = (text: string | undefined): number | undefined => {
  const value = number(text);
  return value === undefined ? undefined : value * MIB;
};

/** Some versions answer the description as it stands in the file, with what is not plain text escaped. */
function toDescription(text: string | undefined): string | undefined {
  if (!text?.trim()) return undefined;
  if (text.includes('\n') || !/%(0A|3A|C3)/i.test(text)) return text.trim();
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text.trim();
  }
}

function toPending(rows: readonly PendingRow[]): GuestConfigDetails['pending'] {
  return rows
    .filter(
      row =>
        row.delete || (row.pending !== undefined && row.pending !== row.value),
    )
    .map(row => ({
      key: row.key,
      now: shownValue(row.key, row.value),
      next: row.delete ? undefined : shownValue(row.key, row.pending),
    }))
    .sort(byKey);
}

/** What only one of the two types of guest has. */
function ofType(
  type: ProxmoxGuest['type'],
  config: Record<string, string | undefined>,
  disks: readonly GuestDisk[],
) {
  if (type === 'lxc') {
    const features = parseProperties(config.features ?? '', 'nesting');
    return {
      cores: number(config.cores),
      memoryBytes: mebibytes(config.memory ?? '512'),
      swapBytes: mebibytes(config.swap ?? '512'),
      unprivileged: isOn(config.unprivileged),
      features: Object.entries(features)
        .filter(([, value]) => value !== '0')
        .map(([name, value]) => (value === '1' ? name : `${name}=${value}`)),
      bootOrder: [],
    };
  }
  const balloon = mebibytes(config.balloon);
  return {
    sockets: number(config.sockets ?? '1'),
    cores: number(config.cores ?? '1'),
    cpuType: parseProperties(config.cpu ?? 'kvm64', 'cputype').cputype,
    memoryBytes: mebibytes(
      parseProperties(config.memory ?? '512', 'current').current,
    ),
    minimumMemoryBytes: balloon,
    machine: parseProperties(config.machine ?? '', 'type').type,
    bios: config.bios,
    agentEnabled: isOn(parseProperties(config.agent ?? '0', 'enabled').enabled),
    bootOrder: bootOrderOf(config, disks),
    cloudInit: toCloudInit(config, disks),
  };
}

/**
 * How a guest is configured, from the rows that tell what is and what is pending. Secrets are not in it: of a password
 * only that there is one.
 */
export function toGuestConfig(
  type: ProxmoxGuest['type'],
  rows: readonly PendingRow[],
): GuestConfigDetails {
  const config: Record<string, string | undefined> = {};
  for (const { key, value } of rows)
    if (value !== undefined) config[key] = value;
  const keys = Object.keys(config);
  const disks = keys
    .filter(isDiskKey)
    .map(key => toDisk(key, config[key]!))
    .sort(byKey);
  const networks = keys
    .filter(key => /^net\d+$/.test(key))
    .map(key =>
      toGuestNetwork(key, config[key]!, config[key.replace('net', 'ipconfig')]),
    )
    .sort(byKey);
  const hasNetwork = (key: string) =>
    config[key.replace('ipconfig', 'net')] !== undefined;
  const specific = ofType(type, config, disks);
  const toldByCloudInit =
    'cloudInit' in specific && specific.cloudInit !== undefined;
  const other = keys.filter(
    key =>
      !TOLD.has(key) &&
      !isDiskKey(key) &&
      !/^net\d+$/.test(key) &&
      !(/^ipconfig\d+$/.test(key) && hasNetwork(key)) &&
      !(toldByCloudInit && /^(nameserver|searchdomain)$/.test(key)) &&
      !isSecret(key),
  );
  const limit = number(config.cpulimit);
  return {
    name: config.name ?? config.hostname,
    description: toDescription(config.description),
    tags: (config.tags ?? '').split(/[;, ]+/).filter(Boolean),
    cpuLimit: limit ? limit : undefined,
    osType: config.ostype,
    architecture: config.arch,
    startsOnBoot: isOn(config.onboot),
    startup: config.startup,
    protected: isOn(config.protection),
    ...specific,
    disks,
    networks,
    other: Object.fromEntries(
      other.sort().map(key => [key, shownValue(key, config[key])!]),
    ),
    pending: toPending(rows),
  };
}
