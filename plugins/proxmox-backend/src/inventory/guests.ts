import type {
  ProxmoxGuest,
  ProxmoxNode,
} from '@reverb256/backstage-plugin-proxmox-common';
import { byteUse, cpuUse, startedAt } from './load';
import type { Before } from './nodes';
import type { ResourceRow } from '@reverb256/backstage-plugin-proxmox-node';

type GuestRow = ResourceRow & {
  type: 'qemu' | 'lxc';
  node: string;
  vmid: number;
};

const isGuest = (row: ResourceRow): row is GuestRow =>
  (row.type === 'qemu' || row.type === 'lxc') &&
  row.node !== undefined &&
  row.vmid !== undefined;

/** Proxmox separates tags by semicolons, and accepts commas and spaces from older configurations. */
function toTags(tags: string | undefined): string[] {
  return (tags ?? '').split(/[;, ]+/).filter(Boolean);
}

function toDisk(
  row: GuestRow,
  previous: ProxmoxGuest | undefined,
): ProxmoxGuest['disk'] {
  if (!row.maxdisk) return undefined;
  // Proxmox cannot look into a virtual machine's disk and says 0 for what it does not know.
  if (row.type === 'qemu' && !row.disk) return { totalBytes: row.maxdisk };
  const { usedBytes, totalBytes } = previous?.disk ?? {};
  const known =
    usedBytes !== undefined && totalBytes !== undefined
      ? { usedBytes, totalBytes }
      : undefined;
  return byteUse(row.disk, row.maxdisk, known) ?? { totalBytes: row.maxdisk };
}

function toGuest(
  row: GuestRow,
  previous: ProxmoxGuest | undefined,
  now: Date,
): ProxmoxGuest {
  const running = row.status === 'running';
  return {
    id: row.id,
    vmid: String(row.vmid),
    type: row.type,
    name: row.name ?? previous?.name,
    node: row.node,
    status: row.status ?? 'unknown',
    template: row.template ?? false,
    cpu: running ? cpuUse(row, previous?.cpu) : undefined,
    memory: running
      ? byteUse(row.mem, row.maxmem, previous?.memory)
      : undefined,
    disk: toDisk(row, previous),
    startedAt: running
      ? startedAt(row.uptime, previous?.startedAt, now)
      : undefined,
    tags: toTags(row.tags),
    pool: row.pool,
    haState: row.hastate,
    lock: row.lock,
  };
}

/**
 * A guest whose node is not online. Proxmox repeats its last status, with frozen numbers, for five minutes and then
 * forgets even its name; so what is shown is our own last read from when the node was there.
 */
function toLastKnown(
  row: GuestRow,
  previous: ProxmoxGuest | undefined,
  before: Before<ProxmoxGuest>,
): ProxmoxGuest {
  const haState = row.hastate;
  const lastKnownAt = previous?.lastKnownAt ?? before.collectedAt;
  if (previous && previous.status !== 'unknown' && lastKnownAt) {
    return { ...previous, node: row.node, haState, lastKnownAt };
  }
  return {
    id: row.id,
    vmid: String(row.vmid),
    type: row.type,
    name: row.name ?? previous?.name,
    node: row.node,
    status: 'unknown',
    template: row.template ?? false,
    tags: toTags(row.tags),
    pool: row.pool,
    haState,
  };
}

/** All guests that the token may see, by id and in its order. */
export function toGuests(
  resources: readonly ResourceRow[],
  nodes: Record<string, ProxmoxNode>,
  before: Before<ProxmoxGuest>,
  now: Date,
): Record<string, ProxmoxGuest> {
  return Object.fromEntries(
    resources
      .filter(isGuest)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(row => {
        const previous = before.rows[row.id];
        const guest =
          nodes[row.node]?.status === 'online'
            ? toGuest(row, previous, now)
            : toLastKnown(row, previous, before);
        return [row.id, guest];
      }),
  );
}
