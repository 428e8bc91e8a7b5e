import { quote, writeTerm } from './editQuery';
import { parseQuery, splitValues } from './parseQuery';

/** A key that can be searched by. @public */
export interface QueryKey {
  /** In lower case. */
  key: string;
  /** What it is, in a few words: `node that it is on`. */
  description: string;
}

/** A value that there is, and how often. @public */
export interface QueryValue {
  value: string;
  count: number;
  /** What it means, where the value does not say so. */
  description?: string;
}

/** What could be written where somebody writes. */
export interface Suggestion {
  /** What it puts in: `tag:` or `tag:prod`. */
  label: string;
  detail: string;
  /** The whole query with it. */
  query: string;
  /** Where one would go on writing. */
  caret: number;
}

/** No more than one can look over. */
const LIMIT = 10;

/** What could stand at the caret of a query: keys, then values that there are, the most frequent ones first. */
export function suggest(
  query: string,
  caret: number,
  keys: readonly QueryKey[],
  valuesOf: (key: string) => readonly QueryValue[],
): Suggestion[] {
  const names = keys.map(each => each.key);
  const term = parseQuery(query, names).terms.find(
    each => each.start < caret && caret <= each.end,
  );
  const [start, end] = term ? [term.start, term.end] : [caret, caret];
  const minus = term?.text.startsWith('-') ? '-' : '';
  const put = (text: string, isWhole: boolean) => {
    const gap = isWhole && !query.slice(end).startsWith(' ') ? ' ' : '';
    const head = `${query.slice(0, start)}${text}${gap}`;
    const skip = isWhole && gap === '' ? 1 : 0;
    return { query: head + query.slice(end), caret: head.length + skip };
  };

  if (term?.key !== undefined) {
    const { key } = term;
    // Those before the last comma are there to stay.
    const given = term.text.slice(term.text.indexOf(':') + 1);
    const cut = lastComma(given);
    const before = given.slice(0, cut);
    const chosen = splitValues(before);
    const part = given.slice(cut).replaceAll('"', '').toLowerCase();
    return rank(valuesOf(key), part)
      .filter(({ value }) => !chosen.includes(value.toLowerCase()))
      .slice(0, LIMIT)
      .map(({ value, count, description }) => ({
        label: value,
        detail: detailOf(count, description),
        ...put(`${minus}${key}:${before}${quote(value)}`, true),
      }));
  }

  const word = (term?.text ?? '').slice(minus.length).toLowerCase();
  const ofKeys = keys
    .filter(each => each.key.startsWith(word))
    .map(({ key, description }) => ({
      label: `${minus}${key}:`,
      detail: description,
      ...put(`${minus}${key}:`, false),
    }));
  if (word === '') return ofKeys;
  const ofValues = keys
    .flatMap(({ key }) =>
      rank(valuesOf(key), word).map(each => ({ ...each, key })),
    )
    .sort((a, b) => b.count - a.count)
    .map(({ key, value, count, description }) => ({
      label: minus + writeTerm(key, value),
      detail: detailOf(count, description),
      ...put(minus + writeTerm(key, value), true),
    }));
  return [...ofKeys, ...ofValues].slice(0, LIMIT);
}

function lastComma(text: string): number {
  const outside = text.replace(/"[^"]*"?/g, quoted =>
    '_'.repeat(quoted.length),
  );
  return outside.lastIndexOf(',') + 1;
}

const number = new Intl.NumberFormat('en');

function detailOf(count: number, description: string | undefined): string {
  return description
    ? `${description}, ${number.format(count)}`
    : number.format(count);
}

/** The values that a part could become: those that begin with it, then those that have it; the most frequent first. */
function rank(values: readonly QueryValue[], part: string): QueryValue[] {
  const place = ({ value }: QueryValue) => value.toLowerCase().indexOf(part);
  return values
    .filter(each => place(each) >= 0)
    .sort(
      (a, b) =>
        Number(place(a) > 0) - Number(place(b) > 0) ||
        b.count - a.count ||
        a.value.localeCompare(b.value, 'en', { numeric: true }),
    );
}
