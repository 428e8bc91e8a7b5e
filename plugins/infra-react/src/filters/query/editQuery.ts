import { parseQuery, type QueryTerm } from './parseQuery';

/** A value as it is written in a query. */
export function quote(value: string): string {
  // A quote itself cannot be written: nothing that is searched for has one.
  const text = value.replaceAll('"', '');
  return /[\s,]/.test(text) || text === '' ? `"${text}"` : text;
}

/** A key with a value, as it is written in a query. @public */
export function writeTerm(key: string, value: string): string {
  return `${key}:${quote(value)}`;
}

const tidy = (parts: readonly string[]) =>
  parts
    .map(part => part.trim())
    .filter(part => part !== '')
    .join(' ');

/** A query without one of its terms. @public */
export function removeTerm(query: string, term: QueryTerm): string {
  return tidy([query.slice(0, term.start), query.slice(term.end)]);
}

/** A query with one more term, unless it is there already. @public */
export function addTerm(query: string, key: string, value: string): string {
  const isThere = parseQuery(query, [key]).terms.some(
    term =>
      term.key === key &&
      !term.isNegated &&
      term.values.length === 1 &&
      term.values[0] === value.toLowerCase(),
  );
  return isThere ? query : tidy([query, writeTerm(key, value)]);
}

/** A query in which a key has this one value, or none where it is empty. @public */
export function setTerm(query: string, key: string, value: string): string {
  const rest = parseQuery(query, [key])
    .terms.filter(term => term.key !== key)
    .map(term => term.text);
  return tidy([...rest, value === '' ? '' : writeTerm(key, value)]);
}

/** The value of a key that has exactly one in a query, and else nothing. @public */
export function termOf(query: string, key: string): string {
  const terms = parseQuery(query, [key]).terms.filter(term => term.key === key);
  const [term] = terms;
  if (terms.length !== 1 || term.isNegated || term.values.length !== 1) {
    return '';
  }
  return term.values[0];
}
