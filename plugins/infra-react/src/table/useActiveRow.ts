import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type RefObject,
} from 'react';
import type { DataRow } from './DataColumn';

/** The one row that the keyboard is on. */
export interface ActiveRow {
  /** Where it is; the first row where it is gone. */
  index: number;
  /** Moves the keyboard there, into view. */
  focus: (index: number) => void;
  onFocus: (event: FocusEvent) => void;
}

/** The id of the row that an element is in. */
export function rowIdOf(element: EventTarget): string | undefined {
  if (!(element instanceof Element)) return undefined;
  return element.closest<HTMLElement>('[data-row-id]')?.dataset.rowId;
}

/**
 * Follows the row that has the keyboard by its id, so that it stays with the row when others come, go or are sorted.
 *
 * @param show - brings the row of that index into view
 */
export function useActiveRow<T extends DataRow>(
  rows: readonly T[],
  body: RefObject<HTMLElement>,
  show: (index: number) => void,
): ActiveRow {
  const [id, setId] = useState<string>();
  const index = useMemo(
    () => Math.max(0, id === undefined ? 0 : rows.findIndex(r => r.id === id)),
    [rows, id],
  );
  const isWanted = useRef(false);
  useEffect(() => {
    if (!isWanted.current) return;
    isWanted.current = false;
    body.current
      ?.querySelector<HTMLElement>(`[data-index="${index}"]`)
      ?.focus({ preventScroll: true });
  });
  const focus = useCallback(
    (wanted: number) => {
      const row = rows[Math.max(0, Math.min(wanted, rows.length - 1))];
      if (!row) return;
      isWanted.current = true;
      show(rows.indexOf(row));
      setId(row.id);
      // The same row again would render nothing.
      if (row.id === id) {
        isWanted.current = false;
        body.current
          ?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(row.id)}"]`)
          ?.focus({ preventScroll: true });
      }
    },
    [body, id, rows, show],
  );
  const onFocus = useCallback((event: FocusEvent) => {
    const focused = rowIdOf(event.target);
    if (focused !== undefined) setId(focused);
  }, []);
  return { index, focus, onFocus };
}
