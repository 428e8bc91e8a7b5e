/** A part of a query: a word to look for, or the values that a key may have. @public */
export interface QueryTerm {
  /** In lower case; undefined for a word. */
  key?: string;
  /** In lower case, any of which will do; none while it is still being written. */
  values: readonly string[];
  /** Whether it must not be so. */
  isNegated: boolean;
  /** As it stands in the query. */
  text: string;
  /** Where in the query. */
  start: number;
  end: number;
}

/** A search as it was written. @public */
export interface Query {
  terms: readonly QueryTerm[];
  /** The keys that do not exist: they are searched for as words. */
  unknownKeys: readonly string[];
}

/** Anything but white space, which may be quoted; a quote that is not closed goes to the end. */
const TOKEN = /(?:"[^"]*"?|[^\s"])+/g;

const KEY = /^(-?)([a-z][a-z-]*):(.*)$/is;

/** Colons are for keys, and for addresses of IPv6. */
const ADDRESS = /^-?[0-9a-f]*:[0-9a-f]*:[0-9a-f:.%*]*$/i;

/**
 * Reads a search such as `web -tag:old node:a,b pool:"two words"`: words, and keys with values; a comma between values
 * means or, everything else means and, a minus means not.
 *
 * @param keys - those that exist, in lower case
 * @public
 */
export function parseQuery(text: string, keys: readonly string[]): Query {
  const unknownKeys = new Set<string>();
  const terms = [...text.matchAll(TOKEN)].map(({ 0: token, index }) => {
    const place = { text: token, start: index, end: index + token.length };
    const [, minus, name, rest] =
      (!ADDRESS.test(token) && KEY.exec(token)) || [];
    const key = name?.toLowerCase();
    if (key !== undefined && keys.includes(key)) {
      const values = splitValues(rest);
      return { ...place, key, values, isNegated: minus === '-' };
    }
    if (key !== undefined) unknownKeys.add(key);
    const isNegated = token.startsWith('-') && token.length > 1;
    const word = unquote(isNegated ? token.slice(1) : token);
    return { ...place, values: word === '' ? [] : [word], isNegated };
  });
  return { terms, unknownKeys: [...unknownKeys] };
}

/** A text without its quotes, in lower case. */
function unquote(text: string): string {
  return text.replaceAll('"', '').toLowerCase();
}

/** The values between the commas that are not in quotes. */
export function splitValues(text: string): string[] {
  return (text.match(/(?:"[^"]*"?|[^,"])+/g) ?? [])
    .map(unquote)
    .filter(value => value !== '');
}
