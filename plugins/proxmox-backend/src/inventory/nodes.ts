import type { ProxmoxNode } from '@reverb256/backstage-plugin-proxmox-common';
import { byteUse, cpuUse, startedAt } from './load';
import type {
  ClusterStatusRow,
  ResourceRow,
} from '@reverb256/backstage-plugin-proxmox-node';

/** What was known before, and when. */
export interface Before<T> {
  rows: Record<string, T>;
  collectedAt?: string;
}

function nodeStatus(
  row: ResourceRow | undefined,
  member: ClusterStatusRow | undefined,
): ProxmoxNode['status'] {
  // Corosync's view first: it drops a dead node at once, the statistics are believed for a while longer.
  if (member?.online !== undefined && !member.online) return 'offline';
  if (row?.status === 'online' || row?.status === 'offline') return row.status;
  return member?.online ? 'online' : 'unknown';
}

/** The node as it is now; without loads unless it is online, since what is left of them is frozen. */
function toNode(
  name: string,
  row: ResourceRow | undefined,
  member: ClusterStatusRow | undefined,
  before: Before<ProxmoxNode>,
  now: Date,
): ProxmoxNode {
  const previous = before.rows[name];
  const status = nodeStatus(row, member);
  const common = {
    name,
    status,
    // The cluster keeps an offline member's address; where it does not say, the last one known stays.
    ip: member?.ip ?? previous?.ip,
    haState: row?.hastate,
  };
  if (status !== 'online' || !row) {
    return {
      ...common,
      lastOnlineAt:
        status === 'online'
          ? undefined
          : previous?.lastOnlineAt ??
            (previous?.status === 'online' ? before.collectedAt : undefined),
    };
  }
  return {
    ...common,
    cpu: cpuUse(row, previous?.cpu),
    memory: byteUse(row.mem, row.maxmem, previous?.memory),
    rootDisk: byteUse(row.disk, row.maxdisk, previous?.rootDisk),
    startedAt: startedAt(row.uptime, previous?.startedAt, now),
  };
}

/** All members, whether the statistics or only the cluster's status know them, by name and in its order. */
export function toNodes(
  resources: readonly ResourceRow[],
  status: readonly ClusterStatusRow[],
  before: Before<ProxmoxNode>,
  now: Date,
): Record<string, ProxmoxNode> {
  const rows = new Map(
    resources
      .filter(row => row.type === 'node' && row.node !== undefined)
      .map(row => [row.node!, row]),
  );
  const members = new Map(
    status.filter(row => row.type === 'node').map(row => [row.name, row]),
  );
  const names = [...new Set([...rows.keys(), ...members.keys()])].sort();
  return Object.fromEntries(
    names.map(name => [
      name,
      toNode(name, rows.get(name), members.get(name), before, now),
    ]),
  );
}
