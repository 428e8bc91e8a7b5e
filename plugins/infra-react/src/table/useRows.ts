import { useDeferredValue, useMemo, useRef } from 'react';
import type { DataColumn, DataRow } from './DataColumn';
import { orderBy } from './order';
import { useHeldOrder } from './useHeldOrder';
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
  /** Whether rows stay where they are, although they would be sorted otherwise by now. */
  isHeld: boolean;
}): {
  rows: readonly T[];
  /** Sorts them all the same; undefined where they are in order. */
  sortAgain: (() => void) | undefined;
} {
  const { columns, sort, filter, isHeld } = props;
  const rows = useSame(props.rows);
  const valueOf = columns.find(each => each.id === sort.column)?.sortValue;
  const { direction } = sort;
  const sorted = useMemo(
    () => (valueOf ? orderBy(rows ?? [], valueOf, direction) : rows ?? []),
    [rows, valueOf, direction],
  );
  const by = `${direction} ${sort.column}`;
  const held = useHeldOrder(sorted, by, isHeld);
  const deferred = useDeferredValue(filter);
  const visible = useMemo(
    () => (deferred ? held.rows.filter(deferred) : held.rows),
    [held.rows, deferred],
  );
  return { rows: visible, sortAgain: held.sortAgain };
}

/** The array of before where the new one has the same rows: it is read again and again, and seldom changes. */
function useSame<T>(rows: readonly T[] | undefined): readonly T[] | undefined {
  const last = useRef(rows);
  const before = last.current;
  const isSame =
    rows?.length === before?.length &&
    (rows?.every((row, i) => row === before?.[i]) ?? true);
  if (!isSame) last.current = rows;
  return last.current;
}
