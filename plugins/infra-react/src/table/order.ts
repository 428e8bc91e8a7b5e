import { sortKey } from './sortKey';

/** What a column is sorted by; undefined for what is not known. @public */
export type SortValue = string | number | undefined;

/** @public */
export type SortDirection = 'ascending' | 'descending';

const keyOf = (value: SortValue): SortValue =>
  typeof value === 'string' ? sortKey(value) : value;

/**
 * Sorts rows by a value of each. What is not known comes last in either direction: it is neither the least nor the
 * most.
 *
 * @public
 */
export function orderBy<T>(
  rows: readonly T[],
  valueOf: (row: T) => SortValue,
  direction: SortDirection,
): T[] {
  const sign = direction === 'descending' ? -1 : 1;
  // Read once a row, not at each of some 200,000 comparisons.
  return rows
    .map(row => ({ row, key: keyOf(valueOf(row)) }))
    .sort((a, b) => {
      if (a.key === undefined || b.key === undefined) {
        return Number(a.key === undefined) - Number(b.key === undefined);
      }
      return sign * compare(a.key, b.key);
    })
    .map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  // Words and numbers in one column: the numbers first.
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}
