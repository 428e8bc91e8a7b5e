import type {
  PortalProblem,
  SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxAddresses,
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { isClusterOld } from '../clusterVerdict';
import { searchTextOf } from '../table';

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
  /** Those known of it, the first that was told first. */
  addresses: readonly string[];
  searchText: string;
}

/**
 * The rows already made. A difference keeps the guests that it does not touch, so their rows stay the same too, and the
 * table renders only what changed.
 */
const known = new WeakMap<ProxmoxGuest, GuestRow>();

/** The addresses of guests by the id of their row. */
export type GuestAddresses = ReadonlyMap<string, readonly string[]>;

const NO_ADDRESSES: readonly string[] = [];

function rowOf(
  guest: ProxmoxGuest,
  cluster: string,
  clusterTitle: string,
  readAt: string | undefined,
  addressesOf: GuestAddresses | undefined,
): GuestRow {
  const id = `${cluster}/${guest.id}`;
  const addresses = addressesOf?.get(id) ?? NO_ADDRESSES;
  const lastKnownAt = guest.lastKnownAt ?? readAt;
  const before = known.get(guest);
  if (
    before?.lastKnownAt === lastKnownAt &&
    before?.cluster === cluster &&
    before.clusterTitle === clusterTitle &&
    before.addresses === addresses
  ) {
    return before;
  }
  const row: GuestRow = {
    id,
    cluster,
    clusterTitle,
    guest,
    name: guest.name ?? guest.vmid,
    lastKnownAt,
    addresses,
    searchText: searchTextOf([
      guest.name,
      guest.vmid,
      guest.node,
      guest.pool,
      ...guest.tags,
      ...addresses,
    ]),
  };
  known.set(guest, row);
  return row;
}

/**
 * The guests of all clusters.
 *
 * @param portal - why the portal itself gives nothing newer
 * @param addresses - as far as they are known; the same arrays as long as they are the same addresses
 */
export function guestRows(
  sources: readonly SourceSnapshot<ProxmoxInventory>[],
  answeredAt: Date,
  portal: PortalProblem | undefined,
  addresses?: GuestAddresses,
): GuestRow[] {
  return sources.flatMap(source => {
    const { snapshot } = source;
    const isOld = isClusterOld(source, answeredAt, portal);
    const readAt = isOld ? snapshot.collectedAt : undefined;
    return Object.values(snapshot.data?.guests ?? {}).map(guest =>
      rowOf(guest, snapshot.source, snapshot.title, readAt, addresses),
    );
  });
}

/** `VM`, `CT` or `template`, as people say it. */
export function typeWord(guest: ProxmoxGuest): string {
  const word = guest.type === 'qemu' ? 'VM' : 'CT';
  return guest.template ? `${word} template` : word;
}

/** The addresses in what was read of them, for all clusters. */
export function guestAddresses(
  sources: readonly SourceSnapshot<ProxmoxAddresses>[],
): GuestAddresses {
  return new Map(
    sources.flatMap(({ snapshot }) =>
      Object.entries(snapshot.data?.guests ?? {}).map(
        ([guest, { addresses }]) =>
          [`${snapshot.source}/${guest}`, addresses] as const,
      ),
    ),
  );
}
