import { useCallback, type KeyboardEvent } from 'react';
import { openRow } from './GridRow';
import { rowIdOf, type ActiveRow } from './useActiveRow';
import type { GridSelection } from './useGridSelection';

/** So many rows are one page for the keyboard. */
const PAGE = 10;

const CONTROLS = 'a[href], button:not([disabled]), input:not([disabled])';

const controlsIn = (row: Element) => [
  ...row.querySelectorAll<HTMLElement>(CONTROLS),
];

/**
 * The keys of a grid of rows: arrows, Page Up and Down, Home and End move from row to row; right and left go through
 * what can be pressed in a row; Enter opens it, Space selects it (with Shift all since the last), Ctrl+A selects all and
 * Escape none. Tab leaves the rows, as there may be thousands.
 */
export function useGridKeys(options: {
  active: ActiveRow;
  count: number;
  /** Undefined where nothing can be selected. */
  selection: GridSelection | undefined;
  /** Takes the focus behind the rows, from where the browser itself goes on. */
  leave: () => void;
}): (event: KeyboardEvent<HTMLElement>) => void {
  const { active, count, selection, leave } = options;
  return useCallback(
    event => {
      const { key, target, shiftKey } = event;
      const row =
        target instanceof Element ? target.closest('[data-row-id]') : null;
      const id = rowIdOf(target);
      if (!row || id === undefined) return;
      if (key === 'Tab') {
        if (handleTab(row, target, shiftKey, leave)) event.preventDefault();
        return;
      }
      if (handleMove(event, row, active, count)) {
        event.preventDefault();
        return;
      }
      if (!selection) return;
      if (key === ' ' && target === row) selection.toggle(id, shiftKey);
      else if (key === 'a' && (event.ctrlKey || event.metaKey)) {
        selection.toggleAll();
      } else if (key === 'Escape') selection.clear();
      else return;
      event.preventDefault();
    },
    [active, count, leave, selection],
  );
}

/**
 * From a row Tab goes to the first of its controls and on through them, and then out; back it goes to the headings.
 * Whether it has gone somewhere already.
 */
function handleTab(
  row: Element,
  target: EventTarget,
  isBack: boolean,
  leave: () => void,
): boolean {
  const controls = controlsIn(row);
  if (!isBack) {
    if (controls.length === 0 || controls.at(-1) === target) leave();
    return false;
  }
  if (target !== row && controls[0] !== target) return false;
  const head = row.closest('[role="grid"]')?.querySelector('[role="row"]');
  const last = head ? controlsIn(head).at(-1) : undefined;
  last?.focus();
  return last !== undefined;
}

/** Whether the key was one that moves, and was followed. */
function handleMove(
  { key, target, ctrlKey, altKey, metaKey }: KeyboardEvent,
  row: Element,
  { index, focus }: ActiveRow,
  count: number,
): boolean {
  if (altKey || metaKey) return false;
  const moves: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + PAGE,
    PageUp: index - PAGE,
    Home: 0,
    End: count - 1,
  };
  if (key in moves) {
    focus(moves[key]);
    return true;
  }
  if (ctrlKey) return false;
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const stops = [row as HTMLElement, ...controlsIn(row)];
    const at = stops.indexOf(target as HTMLElement);
    stops[at + (key === 'ArrowRight' ? 1 : -1)]?.focus();
    return true;
  }
  if (key === 'Enter' && target === row) {
    openRow(row);
    return true;
  }
  return false;
}
