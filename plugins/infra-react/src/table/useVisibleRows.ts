import {
  defaultRangeExtractor,
  measureElement,
  observeElementRect,
  useVirtualizer,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { useCallback, type RefObject } from 'react';
import type { DataRow } from './DataColumn';

/** What rows are taken for until they have been seen, in pixels. */
const ROW_HEIGHT = 57;

/** Of the headings, which stay above the rows. */
const HEAD_HEIGHT = 41;

/** So many are rendered beyond either edge, so that the keyboard and a turn of the wheel find them there. */
const OVERSCAN = 6;

/** Where nothing is laid out (in tests), the table is taken to be this large. */
const UNKNOWN_RECT = { width: 1440, height: 1200 };

/**
 * Which rows are in view: only those are rendered, of however many there are.
 *
 * @param kept - the index of a row that stays rendered wherever it is, since it has the keyboard
 */
export function useVisibleRows<T extends DataRow>(options: {
  rows: readonly T[];
  frame: RefObject<HTMLElement>;
  kept: number;
}): Virtualizer<HTMLElement, Element> {
  const { rows, frame, kept } = options;
  const count = rows.length;
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (kept >= count || indexes.includes(kept)) return indexes;
      return kept < (indexes[0] ?? 0) ? [kept, ...indexes] : [...indexes, kept];
    },
    [count, kept],
  );
  const getItemKey = useCallback((index: number) => rows[index].id, [rows]);
  return useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey,
    rangeExtractor,
    overscan: OVERSCAN,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    initialRect: UNKNOWN_RECT,
    observeElementRect: (instance, report) =>
      observeElementRect(instance, rect =>
        report(rect.height > 0 ? rect : UNKNOWN_RECT),
      ),
    measureElement: (element, entry, instance) =>
      measureElement(element, entry, instance) || ROW_HEIGHT,
  });
}
