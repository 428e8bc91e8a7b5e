import {
  parseQuery,
  writeTerm,
  type Query,
  type QueryKey,
  type QueryTerm,
} from '@reverb256/backstage-plugin-infra-react';
import type { GuestRow } from './guestRows';

/** A status that stands for all that are neither running nor stopped. */
export const OTHER = 'other';

/** A status that stands for guests of which nobody knows how they are now. */
export const LAST_KNOWN = 'last-known';

/** Stands for having one at all, whichever it is. */
const ANY = 'any';

/** Stands for having none. */
export const NONE = 'none';

/** What guests are searched by, beside words. */
export const guestQueryKeys: readonly QueryKey[] = [
  { key: 'tag', description: 'tag, or none' },
  { key: 'node', description: 'node that it is on' },
  { key: 'status', description: 'running, stopped, last-known, …' },
  { key: 'type', description: 'vm, ct or template' },
  { key: 'pool', description: 'pool, or none' },
  { key: 'ha', description: 'managed, none, or the manager’s word' },
  { key: 'cluster', description: 'cluster' },
  { key: 'id', description: 'vmid' },
  { key: 'lock', description: 'lock of its configuration, any or none' },
];

const keyNames = guestQueryKeys.map(each => each.key);

/** Reads a search for guests. */
export function parseGuestQuery(text: string): Query {
  return parseQuery(text, keyNames);
}

/** What of a guest a key is held against, in lower case. */
type Facet = (row: GuestRow) => readonly string[];

/** One thing, with the words for having any and having none. */
const oneOrNone = (value: string | undefined, any = ANY) =>
  value === undefined ? [NONE] : [value.toLowerCase(), any];

function statusWords({ guest, lastKnownAt }: GuestRow): string[] {
  if (lastKnownAt !== undefined) return [LAST_KNOWN];
  // Templates have a status too, but cannot run.
  if (guest.template) return [];
  const isCommon = guest.status === 'running' || guest.status === 'stopped';
  return [guest.status.toLowerCase(), ...(isCommon ? [] : [OTHER])];
}

function typeWords({ guest }: GuestRow): string[] {
  const words = guest.type === 'qemu' ? ['qemu', 'vm'] : ['lxc', 'ct'];
  return guest.template ? ['template'] : words;
}

const facets: Readonly<Record<string, Facet>> = {
  tag: ({ guest }) =>
    guest.tags.length === 0
      ? [NONE]
      : [ANY, ...guest.tags.map(tag => tag.toLowerCase())],
  node: ({ guest }) => [guest.node.toLowerCase()],
  status: statusWords,
  type: typeWords,
  pool: ({ guest }) => oneOrNone(guest.pool),
  ha: ({ guest }) => oneOrNone(guest.haState, 'managed'),
  cluster: row => [row.cluster.toLowerCase(), row.clusterTitle.toLowerCase()],
  id: ({ guest }) => [guest.vmid, guest.id],
  lock: ({ guest }) => oneOrNone(guest.lock),
};

type Test = (text: string) => boolean;

/** Whether a text is this value; `*` stands for anything. */
function testOf(value: string): Test {
  if (!value.includes('*')) return text => text === value;
  const pattern = value
    .split('*')
    .map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${pattern}$`);
  return text => expression.test(text);
}

function matcherOf({ key, values, isNegated }: QueryTerm) {
  const facet = key === undefined ? undefined : facets[key];
  const tests = facet
    ? values.map(testOf)
    : values.map(word => (text: string) => text.includes(word));
  return (row: GuestRow): boolean => {
    const texts = facet ? facet(row) : [row.searchText];
    return texts.some(text => tests.some(test => test(text))) !== isNegated;
  };
}

/** Whether a guest is one of those that are searched for. */
export function guestFilter({ terms }: Query): (row: GuestRow) => boolean {
  const matchers = terms
    // What is still being written finds everything.
    .filter(term => term.values.length > 0)
    .map(matcherOf);
  return row => matchers.every(matches => matches(row));
}

/** Filters that were in the address by themselves before there were keys. Links and bookmarks still have them. */
const FORMER = ['status', 'type', 'node', 'cluster'] as const;

/** The address in which former filters have become a part of the search; undefined where there are none. */
export function renewSearch(params: URLSearchParams): string | undefined {
  const former = FORMER.filter(key => params.get(key));
  if (former.length === 0) return undefined;
  const renewed = new URLSearchParams(params);
  former.forEach(key => renewed.delete(key));
  const q = [
    params.get('q') ?? '',
    ...former.map(key => writeTerm(key, params.get(key) ?? '')),
  ];
  renewed.set('q', q.filter(part => part !== '').join(' '));
  return `?${renewed}`;
}
