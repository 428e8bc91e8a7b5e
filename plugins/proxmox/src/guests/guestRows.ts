import type {
  PortalProblem,
  SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import {
  usedFraction,
  type ProxmoxGuest,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { isClusterOld } from '../clusterVerdict';
import { searchTextOf, type SortValue } from '../table';

/** One row of the table of guests. */
export interface GuestRow {
  id: string;
  /** The name of the source. */
  cluster: string;
  clusterTitle: string;
  guest: ProxmoxGuest;
  /** The last name, or the vmid where none was ever told. */
  name: string;
  /** Set where nobody knows how it is now: of the last report that can be relied on, ISO 8601. */
  lastKnownAt?: string;
  searchText: string;
}

/**
 * The rows already made. A difference keeps the guests that it does not touch, so their rows stay the same too, and the
 * table renders only what changed.
 */
const known = new WeakMap<ProxmoxGuest, GuestRow>();

function rowOf(
  guest: ProxmoxGuest,
  cluster: string,
  clusterTitle: string,
  readAt: string | undefined,
): GuestRow {
  const lastKnownAt = guest.lastKnownAt ?? readAt;
  const before = known.get(guest);
  if (
    before?.lastKnownAt === lastKnownAt &&
    before?.cluster === cluster &&
    before.clusterTitle === clusterTitle
  ) {
    return before;
  }
  const row: GuestRow = {
    id: `${cluster}/${guest.id}`,
    cluster,
    clusterTitle,
    guest,
    name: guest.name ?? guest.vmid,
    lastKnownAt,
    searchText: searchTextOf([
      guest.name,
      guest.vmid,
      guest.node,
      guest.pool,
      ...guest.tags,
    ]),
  };
  known.set(guest, row);
  return row;
}

/**
 * The guests of all clusters.
 *
 * @param portal - why the portal itself gives nothing newer
 */
export function guestRows(
  sources: readonly SourceSnapshot<ProxmoxInventory>[],
  answeredAt: Date,
  portal: PortalProblem | undefined,
): GuestRow[] {
  return sources.flatMap(source => {
    const { snapshot } = source;
    const isOld = isClusterOld(source, answeredAt, portal);
    const readAt = isOld ? snapshot.collectedAt : undefined;
    return Object.values(snapshot.data?.guests ?? {}).map(guest =>
      rowOf(guest, snapshot.source, snapshot.title, readAt),
    );
  });
}

/** `VM`, `CT` or `template`, as people say it. */
export function typeWord(guest: ProxmoxGuest): string {
  const word = guest.type === 'qemu' ? 'VM' : 'CT';
  return guest.template ? `${word} template` : word;
}

/** What the columns are sorted by. */
export const guestSortValues: Record<string, (row: GuestRow) => SortValue> = {
  name: row => row.name,
  cluster: row => row.clusterTitle,
  status: row =>
    row.lastKnownAt ? `${row.guest.status} last known` : row.guest.status,
  node: row => row.guest.node,
  cpu: row => row.guest.cpu?.fraction,
  memory: row => usedFraction(row.guest.memory),
  disk: row => row.guest.disk?.totalBytes,
  // The longer it is up, the earlier it started.
  uptime: row =>
    row.guest.startedAt ? -Date.parse(row.guest.startedAt) : undefined,
  tags: row => row.guest.tags.join(' ') || undefined,
  pool: row => row.guest.pool,
  ha: row => row.guest.haState,
};
