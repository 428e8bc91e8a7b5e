import { useDeferredValue, useMemo } from 'react';
import type { DataColumn, DataRow } from './DataColumn';
import { orderBy } from './order';
import type { Sort } from './useSort';

/**
 * The rows as they are to be shown. They are sorted once for each new data and not at each key press, since thousands
 * take far longer to sort than to filter; and a filter is followed when there is time, so that typing never waits.
 */
export function useRows<T extends DataRow>(props: {
  rows: readonly T[] | undefined;
  columns: readonly DataColumn<T>[];
  sort: Sort;
  filter: ((row: T) => boolean) | undefined;
}): readonly T[] {
  const { rows, columns, sort, filter } = props;
  const valueOf = columns.find(each => each.id === sort.column)?.sortValue;
  const { direction } = sort;
  const sorted = useMemo(
    () => (valueOf ? orderBy(rows ?? [], valueOf, direction) : rows ?? []),
    [rows, valueOf, direction],
  );
  const deferred = useDeferredValue(filter);
  return useMemo(
    () => (deferred ? sorted.filter(deferred) : sorted),
    [sorted, deferred],
  );
}
