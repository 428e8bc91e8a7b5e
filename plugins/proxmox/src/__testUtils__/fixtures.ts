import type {
  Gap,
  Snapshot,
  SourceError,
} from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxGuest,
  ProxmoxInventory,
  ProxmoxNode,
  ProxmoxStorage,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';

const GiB = 1024 ** 3;

/** ISO 8601, so many seconds before now. */
export const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

export const node = (
  name: string,
  more: Partial<ProxmoxNode> = {},
): ProxmoxNode => ({
  name,
  status: 'online',
  ip: '192.0.2.1',
  cpu: { fraction: 0.25, cores: 16 },
  memory: { usedBytes: 8 * GiB, totalBytes: 32 * GiB },
  rootDisk: { usedBytes: 20 * GiB, totalBytes: 100 * GiB },
  startedAt: ago(3 * 86_400 + 4 * 3_600),
  ...more,
});

export const deadNode = (name: string): ProxmoxNode => ({
  name,
  status: 'offline',
  ip: '192.0.2.1',
  lastOnlineAt: ago(210),
});

export const guest = (
  vmid: number,
  on: string,
  more: Partial<ProxmoxGuest> = {},
): ProxmoxGuest => {
  const type = more.type ?? 'qemu';
  return {
    id: `${type}/${vmid}`,
    vmid: `${vmid}`,
    type,
    name: `guest-${vmid}`,
    node: on,
    status: 'running',
    template: false,
    cpu: { fraction: 0.1, cores: 2 },
    memory: { usedBytes: GiB, totalBytes: 4 * GiB },
    disk: { totalBytes: 32 * GiB },
    startedAt: ago(7_200),
    tags: [],
    ...more,
  };
};

export const storage = (
  on: string,
  name: string,
  more: Partial<ProxmoxStorage> = {},
): ProxmoxStorage => ({
  id: `storage/${on}/${name}`,
  storage: name,
  node: on,
  shared: false,
  status: 'available',
  content: ['images'],
  use: { usedBytes: 40 * GiB, totalBytes: 100 * GiB },
  ...more,
});

const byKey = <T>(items: readonly T[], keyOf: (item: T) => string) =>
  Object.fromEntries(items.map(item => [keyOf(item), item]));

export const inventory = (parts: {
  nodes?: ProxmoxNode[];
  guests?: ProxmoxGuest[];
  storages?: ProxmoxStorage[];
  cluster?: ProxmoxInventory['cluster'];
}): ProxmoxInventory => ({
  cluster: parts.cluster ?? { name: 'corosync', quorate: true },
  nodes: byKey(parts.nodes ?? [], item => item.name),
  guests: byKey(parts.guests ?? [], item => item.id),
  storages: byKey(parts.storages ?? [], item => item.id),
});

export const versions = (of: Record<string, string>): ProxmoxVersions => ({
  nodes: Object.fromEntries(
    Object.entries(of).map(([name, version]) => [
      name,
      { version, readAt: ago(60) },
    ]),
  ),
});

export const snapshot = <T>(
  source: string,
  data: T | undefined,
  more: Partial<Snapshot<T>> = {},
): Snapshot<T> => ({
  source,
  title: source[0].toUpperCase() + source.slice(1),
  version: data ? '1' : '',
  collectedAt: data ? ago(4) : undefined,
  intervalSeconds: 10,
  gaps: [],
  data,
  ...more,
});

export const sourceError = (
  kind: SourceError['kind'],
  message: string,
  missing?: string[],
): SourceError => ({ kind, message, since: ago(300), missing });

export const gap = (path: string, error: SourceError): Gap => ({ path, error });
