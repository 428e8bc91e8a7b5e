import type { Virtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useRef,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react';
import { formatCount } from '../format';
import type { DataColumn, DataRow } from './DataColumn';
import styles from './DataTable.module.css';
import { GridHead } from './GridHead';
import { GridRow } from './GridRow';
import { useActiveRow } from './useActiveRow';
import { useGridKeys } from './useGridKeys';
import { useGridSelection, type DataSelection } from './useGridSelection';
import type { HoldProps } from './useHold';
import type { Sort } from './useSort';
import { useVisibleRows } from './useVisibleRows';

/** How wide the columns of boxes and of menus are, in pixels. */
export const EDGE_WIDTH = 44;

interface DataGridProps<T extends DataRow> {
  label: string;
  /** What one of them is called: `guest`. */
  noun: string;
  rows: readonly T[];
  columns: readonly DataColumn<T>[];
  shown: ReadonlySet<string>;
  sort: Sort;
  onSort: (sort: Sort) => void;
  selection: DataSelection | undefined;
  getHref: ((row: T) => string) | undefined;
  onOpen: ((row: T) => void) | undefined;
  rowActions: ((row: T) => ReactNode) | undefined;
  /** Tells whether somebody is at the rows. */
  hold: HoldProps;
  /** Scrolls, and holds more than the grid. */
  frame: RefObject<HTMLElement>;
}

/** A grid that renders only the rows in view, and tells assistive technology about all of them. */
export function DataGrid<T extends DataRow>(props: DataGridProps<T>) {
  const { label, noun, rows, columns, shown, selection, frame } = props;
  const body = useRef<HTMLDivElement>(null);
  const after = useRef<HTMLSpanElement>(null);
  const visible = useRef<Virtualizer<HTMLElement, Element>>();
  const show = useCallback(
    (index: number) => visible.current?.scrollToIndex(index),
    [],
  );
  const active = useActiveRow(rows, body, show);
  const virtualizer = useVisibleRows({ rows, frame, kept: active.index });
  visible.current = virtualizer;
  const hands = useGridSelection(rows, selection);
  const leave = useCallback(() => after.current?.focus(), []);
  const onKeyDown = useGridKeys({
    active,
    count: rows.length,
    selection: selection && hands,
    leave,
  });
  const count = selection && countIn(rows, selection.ids);
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus -- its rows have the focus, one at a time */}
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selection ? true : undefined}
        className={styles.grid}
        style={layoutOf(columns, selection, props.rowActions)}
        onFocus={active.onFocus}
        onKeyDown={onKeyDown}
      >
        <GridHead
          columns={columns}
          sort={props.sort}
          onSort={props.onSort}
          selected={
            count === undefined ? undefined : wordOf(count, rows.length)
          }
          selectLabel={`Select all ${formatCount(rows.length, noun)}`}
          onSelectAll={hands.toggleAll}
          hasActions={props.rowActions !== undefined}
        />
        {rows.length > 0 && (
          <div
            role="rowgroup"
            {...props.hold}
            ref={body}
            className={styles.body}
            style={{ height: virtualizer.getTotalSize() }}
          >
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              return (
                <GridRow
                  key={row.id}
                  row={row}
                  index={index}
                  top={start - virtualizer.options.scrollMargin}
                  columns={columns}
                  shown={shown}
                  isActive={index === active.index}
                  isSelected={selection?.ids.has(row.id)}
                  onToggle={hands.toggle}
                  getHref={props.getHref}
                  onOpen={props.onOpen}
                  actions={props.rowActions}
                  measure={virtualizer.measureElement}
                />
              );
            })}
          </div>
        )}
      </div>
      <span ref={after} tabIndex={-1} />
    </>
  );
}

function countIn(rows: readonly DataRow[], ids: ReadonlySet<string>): number {
  if (ids.size === 0) return 0;
  return rows.reduce((sum, row) => sum + Number(ids.has(row.id)), 0);
}

function wordOf(count: number, total: number): 'none' | 'some' | 'all' {
  if (count === 0) return 'none';
  return count === total ? 'all' : 'some';
}

/** Each row is a grid of its own: columns that depend on nothing but the width of the table are aligned all the same. */
function layoutOf<T>(
  columns: readonly DataColumn<T>[],
  selection: DataSelection | undefined,
  rowActions: unknown,
): CSSProperties {
  const edge = `${EDGE_WIDTH}px`;
  const tracks = [
    ...(selection ? [edge] : []),
    ...columns.map(
      ({ minWidth, grow = 1 }) => `minmax(${minWidth}px, ${grow}fr)`,
    ),
    ...(rowActions ? [edge] : []),
  ];
  const edges = (selection ? 1 : 0) + (rowActions ? 1 : 0);
  const width = columns.reduce((sum, column) => sum + column.minWidth, 0);
  // Custom properties are not among the known style names.
  return {
    '--table-columns': tracks.join(' '),
    '--table-width': `${width + edges * EDGE_WIDTH}px`,
  } as CSSProperties;
}
