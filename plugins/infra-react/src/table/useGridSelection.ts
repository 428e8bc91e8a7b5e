import { useCallback, useRef } from 'react';
import type { DataRow } from './DataColumn';

/** Which rows are selected. It is the caller's, so that it outlives what is filtered away. @public */
export interface DataSelection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
}

/** How rows are selected by hand. */
export interface GridSelection {
  /** Selects a row or not; with `isRange` all between it and the one before. */
  toggle: (id: string, isRange: boolean) => void;
  /** Selects all that pass the filter, or none of them; what is hidden stays as it is. */
  toggleAll: () => void;
  clear: () => void;
}

/** @param rows - those that pass the filter, as they are shown */
export function useGridSelection<T extends DataRow>(
  rows: readonly T[],
  selection: DataSelection | undefined,
): GridSelection {
  const latest = useRef({ rows, selection });
  latest.current = { rows, selection };
  const anchor = useRef<string>();

  const toggle = useCallback((id: string, isRange: boolean) => {
    const { selection: now, rows: shown } = latest.current;
    if (!now) return;
    const next = new Set(now.ids);
    const from = shown.findIndex(row => row.id === anchor.current);
    const to = shown.findIndex(row => row.id === id);
    if (isRange && from >= 0 && to >= 0) {
      shown
        .slice(Math.min(from, to), Math.max(from, to) + 1)
        .forEach(row => next.add(row.id));
    } else if (!next.delete(id)) {
      next.add(id);
    }
    anchor.current = id;
    now.onChange(next);
  }, []);

  const toggleAll = useCallback(() => {
    const { selection: now, rows: shown } = latest.current;
    if (!now) return;
    const next = new Set(now.ids);
    if (shown.every(row => next.has(row.id))) {
      shown.forEach(row => next.delete(row.id));
    } else {
      shown.forEach(row => next.add(row.id));
    }
    now.onChange(next);
  }, []);

  const clear = useCallback(
    () => latest.current.selection?.onChange(new Set()),
    [],
  );

  return { toggle, toggleAll, clear };
}
