import { matchesSearch } from '../table';
import { type GuestRow } from './guestRows';

/** What guests are filtered by, as it stands in the address; each empty for all. */
export const guestFilterKeys = [
  'q',
  'status',
  'type',
  'node',
  'cluster',
] as const;

/** @internal */
export type GuestFilters = Record<(typeof guestFilterKeys)[number], string>;

/** A status that stands for all that are neither running nor stopped. */
export const OTHER = 'other';

/** A status that stands for guests of which nobody knows how they are now. */
export const LAST_KNOWN = 'last-known';

/** A type that stands for templates of both kinds. */
export const TEMPLATE = 'template';

function matchesStatus({ guest, lastKnownAt }: GuestRow, status: string) {
  if (status === '') return true;
  if (status === LAST_KNOWN) return lastKnownAt !== undefined;
  // Templates have a status too, but cannot run.
  if (lastKnownAt !== undefined || guest.template) return false;
  if (status === OTHER) {
    return guest.status !== 'running' && guest.status !== 'stopped';
  }
  return guest.status === status;
}

function matchesType({ guest }: GuestRow, type: string) {
  if (type === '') return true;
  return type === TEMPLATE
    ? guest.template
    : guest.type === type && !guest.template;
}

/** The rows that pass all filters. */
export function filterGuestRows(
  rows: readonly GuestRow[],
  filters: GuestFilters,
): GuestRow[] {
  const { q, status, type, node, cluster } = filters;
  return rows.filter(
    row =>
      (node === '' || row.guest.node === node) &&
      (cluster === '' || row.cluster === cluster) &&
      matchesStatus(row, status) &&
      matchesType(row, type) &&
      matchesSearch(row.searchText, q),
  );
}

/** The nodes that guests are on, in order, as choices. */
export function nodeOptions(
  rows: readonly GuestRow[],
): { value: string; label: string }[] {
  const names = new Set(rows.map(row => row.guest.node));
  return [...names]
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map(name => ({ value: name, label: name }));
}
