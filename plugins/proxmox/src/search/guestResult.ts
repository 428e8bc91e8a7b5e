import type {
  SearchDocument,
  SearchResult,
} from '@backstage/plugin-search-common';
import type { PortalProblem } from '@reverb256/backstage-plugin-infra-react';
import type { GuestSearch } from '@reverb256/backstage-plugin-proxmox-common';

/** The type of result that guests are. */
export const GUEST_RESULT = 'proxmox-guest';

type FoundGuest = GuestSearch['guests'][number];

/** A guest as a result of the portal's search. */
export interface GuestDocument extends SearchDocument {
  /** Absent in a result that says what was not searched, and why. */
  guest?: FoundGuest;
}

const kindWord = ({ guest, template }: FoundGuest) =>
  [guest.startsWith('lxc/') ? 'CT' : 'VM', template && 'template']
    .filter(Boolean)
    .join(' ');

/** `VM 100 on nexus in Homelab, running; 192.0.2.7; tags: prod, web` */
function textOf(found: FoundGuest): string {
  const { guest, node, clusterTitle, status, addresses, tags } = found;
  const [, vmid] = guest.split('/');
  const where = `${kindWord(found)} ${vmid} on ${node} in ${clusterTitle}`;
  return [
    `${where}, ${status === 'unknown' ? 'state not known' : status}`,
    addresses.join(', '),
    tags.length > 0 && `tags: ${tags.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** @param href - the page of the guest */
export function guestResult(guest: FoundGuest, href: string): SearchResult {
  const [, vmid] = guest.guest.split('/');
  const document: GuestDocument = {
    title: guest.name ?? vmid,
    text: textOf(guest),
    location: href,
    guest,
  };
  return { type: GUEST_RESULT, document };
}

const missing = (title: string, message: string): SearchResult => {
  const document: GuestDocument = {
    title,
    text: `Some may be missing here. ${message}`,
    location: '',
  };
  return { type: GUEST_RESULT, document };
};

/** What stands in the place of guests that could not be searched. */
export const problemResult = (problem: PortalProblem): SearchResult =>
  missing('Guests of Proxmox could not be searched', problem.message);

/** What stands in the place of all else, where only guests could be searched. */
export const restProblemResult = (problem: PortalProblem): SearchResult =>
  missing('Nothing but guests could be searched', problem.message);

/** What stands after guests where not all of them, or of what they are, is known; nothing where nothing limits the search. */
export const limitResults = (limits: readonly string[]): SearchResult[] =>
  limits.length > 0
    ? [missing('Not everything is known of the guests', limits.join(' '))]
    : [];
