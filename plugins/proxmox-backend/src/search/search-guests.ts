import type {
  GuestSearch,
  ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';

type Found = GuestSearch['guests'][number];
type Matched = Found['matched'];

/** A guest with all by what it is found, in lower case. */
export interface SearchableGuest {
  guest: ProxmoxGuest;
  name: string;
  tags: string[];
  /** Absent where they are not known. */
  addresses?: readonly string[];
}

/** Makes a guest ready to be searched. */
export const searchable = (
  guest: ProxmoxGuest,
  addresses?: readonly string[],
): SearchableGuest => ({
  guest,
  name: (guest.name ?? '').toLowerCase(),
  tags: guest.tags.map(tag => tag.toLowerCase()),
  addresses: addresses?.map(address => address.toLowerCase()),
});

/** How well something matches: the less the better. */
interface Match {
  rank: number;
  matched: Matched;
}

const WHOLE = 0;
const BEGINNING = 1;
const WORD = 2;
const INSIDE = 4;
/** Tags name many guests, so what they find comes after what a name finds alike. */
const OF_A_TAG = 0.5;

function rankText(text: string, word: string): number | undefined {
  const at = text.indexOf(word);
  if (at < 0) return undefined;
  if (at === 0) return text.length === word.length ? WHOLE : BEGINNING;
  return /[a-z0-9]/.test(text[at - 1]) ? INSIDE : WORD;
}

const rankAll = (texts: readonly string[], word: string) =>
  texts.reduce<number | undefined>((best, text) => {
    const rank = rankText(text, word);
    return rank === undefined || (best !== undefined && best <= rank)
      ? best
      : rank;
  }, undefined);

function matchWord(
  { guest, name, tags, addresses }: SearchableGuest,
  word: string,
): Match | undefined {
  let best: Match | undefined;
  const offer = (rank: number | undefined, matched: Matched) => {
    if (rank !== undefined && (!best || rank < best.rank)) {
      best = { rank, matched };
    }
  };
  if (guest.vmid === word || guest.id === word) offer(WHOLE, 'id');
  else if (guest.vmid.startsWith(word)) offer(BEGINNING, 'id');
  offer(rankText(name, word), 'name');
  const tag = rankAll(tags, word);
  offer(tag === undefined ? undefined : tag + OF_A_TAG, 'tag');
  // The inside of an address is no word of anybody.
  const address = addresses && rankAll(addresses, word);
  if (address !== undefined && address <= BEGINNING) offer(address, 'address');
  return best;
}

function matchAll(
  candidate: SearchableGuest,
  words: readonly string[],
): Match | undefined {
  let sum = 0;
  let first: Matched | undefined;
  for (const word of words) {
    const match = matchWord(candidate, word);
    if (!match) return undefined;
    sum += match.rank;
    first ??= match.matched;
  }
  return first && { rank: sum, matched: first };
}

/** The words of what somebody types. */
export const wordsOf = (query: string): string[] =>
  query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);

const collator = new Intl.Collator('en', { numeric: true });

/** By name as people sort, those without one last; of one name by number. */
export const byName = (a: SearchableGuest, b: SearchableGuest): number => {
  if (!a.name !== !b.name) return a.name ? -1 : 1;
  return (
    collator.compare(a.name, b.name) ||
    Number(a.guest.vmid) - Number(b.guest.vmid)
  );
};

/**
 * The guests in which every word is found, with how well: the best first, and among equals in the order in which they are
 * given, since to sort thousands by name costs more than to search them. Pure.
 */
export function searchGuests<T extends SearchableGuest>(
  candidates: Iterable<T>,
  query: string,
): (T & { matched: Matched })[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const found: { candidate: T; match: Match }[] = [];
  for (const candidate of candidates) {
    const match = matchAll(candidate, words);
    if (match) found.push({ candidate, match });
  }
  found.sort((a, b) => a.match.rank - b.match.rank);
  return found.map(({ candidate, match }) => ({
    ...candidate,
    matched: match.matched,
  }));
}
