import type { QueryValue } from '@reverb256/backstage-plugin-infra-react';
import { LAST_KNOWN, NONE, OTHER } from './guestQuery';
import type { GuestRow } from './guestRows';

type ValuesOf = (row: GuestRow) => readonly string[];

const orNone = (value: string | undefined) => [value ?? NONE];

/** What each key is offered with; ids are too many to choose from. */
const offered: Readonly<Record<string, ValuesOf>> = {
  tag: ({ guest }) => (guest.tags.length > 0 ? guest.tags : [NONE]),
  node: ({ guest }) => [guest.node],
  status: ({ guest, lastKnownAt }) => {
    if (lastKnownAt !== undefined) return [LAST_KNOWN];
    if (guest.template) return [];
    return guest.status === 'running' || guest.status === 'stopped'
      ? [guest.status]
      : [guest.status, OTHER];
  },
  type: ({ guest }) => {
    if (guest.template) return ['template'];
    return [guest.type === 'qemu' ? 'vm' : 'ct'];
  },
  pool: ({ guest }) => orNone(guest.pool),
  ha: ({ guest }) => (guest.haState ? [guest.haState, 'managed'] : [NONE]),
  cluster: row => [row.cluster],
  lock: ({ guest }) => (guest.lock ? [guest.lock, 'any'] : [NONE]),
};

const meanings: Readonly<Record<string, string>> = {
  'status:other': 'neither running nor stopped',
  'status:last-known': 'their node or cluster is away',
  'type:vm': 'virtual machines',
  'type:ct': 'containers',
  'ha:managed': 'in whatever state',
  'tag:none': 'without a tag',
  'pool:none': 'in no pool',
  'ha:none': 'not managed',
  'lock:none': 'not locked',
  'lock:any': 'whatever holds it',
};

/** The values of each key among these guests, counted when they are first asked for. */
export function guestQueryValues(
  rows: readonly GuestRow[],
): (key: string) => readonly QueryValue[] {
  const known = new Map<string, readonly QueryValue[]>();
  return key => {
    let values = known.get(key);
    if (!values) {
      values = count(rows, key);
      known.set(key, values);
    }
    return values;
  };
}

function count(rows: readonly GuestRow[], key: string): QueryValue[] {
  const valuesOf = offered[key];
  if (!valuesOf) return [];
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const value of valuesOf(row)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts].map(([value, times]) => ({
    value,
    count: times,
    description: meanings[`${key}:${value}`],
  }));
}
