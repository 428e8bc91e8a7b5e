const collator = new Intl.Collator('en', { numeric: true });

/** What a column is sorted by; undefined for what is not known. @public */
export type SortValue = string | number | undefined;

/** @public */
export type SortDirection = 'ascending' | 'descending';

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
    .map(row => ({ row, value: valueOf(row) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined);
      }
      return sign * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // Most columns hold few different words: no need to ask what their order is.
  if (a === b) return 0;
  return collator.compare(String(a), String(b));
}
