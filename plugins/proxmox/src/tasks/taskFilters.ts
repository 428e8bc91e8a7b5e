import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import type { TaskQuery } from './askTasks';

/** What tasks are filtered by, as it stands in the address; each empty for all. */
export const taskFilterKeys = [
  'cluster',
  'node',
  'guest',
  'type',
  'user',
  'state',
  'since',
] as const;

/** @internal */
export type TaskFilters = Record<(typeof taskFilterKeys)[number], string>;

/** The state that stands for those that failed. */
export const FAILED = 'failed';

const HOUR = 3_600;

/** How far back, as it stands in the address. */
export const sinceOptions = [
  { value: 'hour', label: 'Last hour', seconds: HOUR },
  { value: 'day', label: 'Last 24 hours', seconds: 24 * HOUR },
  { value: 'week', label: 'Last 7 days', seconds: 7 * 24 * HOUR },
  { value: 'month', label: 'Last 30 days', seconds: 30 * 24 * HOUR },
];

/**
 * The guest that somebody means by `100`, `qemu/100` or a name. One that is in the cluster no more has a history too, so a
 * number that nobody knows is taken for a VM. Undefined for words that name none.
 */
export function guestOf(
  text: string,
  guests: Readonly<Record<string, ProxmoxGuest>>,
): string | undefined {
  const words = text.trim().toLowerCase();
  if (/^(qemu|lxc)\/\d+$/.test(words)) return words;
  const found = Object.values(guests).find(
    guest => guest.vmid === words || guest.name?.toLowerCase() === words,
  );
  if (found) return found.id;
  return /^\d+$/.test(words) ? `qemu/${words}` : undefined;
}

/**
 * What the portal is asked for.
 *
 * @param guest - the id of the one that is chosen
 */
export function taskQuery(
  cluster: string,
  filters: TaskFilters,
  guest: string | undefined,
): TaskQuery {
  const { node, type, user, state, since } = filters;
  return {
    cluster,
    nodes: node ? [node] : undefined,
    guest,
    type: type || undefined,
    user: user.trim() || undefined,
    isFailed: state === FAILED || undefined,
    sinceSeconds: sinceOptions.find(each => each.value === since)?.seconds,
  };
}
