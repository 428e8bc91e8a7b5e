import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { useMemo, useRef, type ReactNode } from 'react';
import type { DataColumn, DataRow } from './DataColumn';
import { DataGrid, EDGE_WIDTH } from './DataGrid';
import styles from './DataTable.module.css';
import { EmptyTable } from './EmptyTable';
import { fitColumns } from './fitColumns';
import { SelectionBar } from './SelectionBar';
import { TableBar } from './TableBar';
import { useColumnChoice } from './useColumnChoice';
import type { DataSelection } from './useGridSelection';
import { useHold } from './useHold';
import { useRows } from './useRows';
import { useSort, type Sort } from './useSort';
import { useWidth } from '../hooks/useWidth';

/** @public */
export interface DataTableProps<T extends DataRow> {
  /** Stable, such as `proxmox-guests`: what a person has chosen is kept by it. */
  id: string;
  /** What the table is called: `Guests`. */
  label: string;
  /** What one row is called: `guest`. */
  noun: string;
  columns: readonly DataColumn<T>[];
  /** All rows; undefined while they are on the way. A row that has not changed is the same object as before. */
  rows: readonly T[] | undefined;
  /** Whether there may be more than these, which nobody has asked for yet, or which could not be read. */
  isPartial?: boolean;
  /** Which of them to show; the same function until the filter is another. */
  filter?: (row: T) => boolean;
  /** Leaves everything in view: what the table offers where the filter leaves nothing. */
  onClearFilter?: () => void;
  /** What the table is sorted by until somebody sorts it; the order of `rows` where it names no column. */
  defaultSort: Sort;
  /** Where the order is kept in the address: `sort` without it. `false` for tables that are a part of a page. */
  sortParameter?: string | false;
  /** Where the link in the first cell leads. */
  getHref?: (row: T) => string;
  /** What the first cell does, where it leads nowhere. */
  onOpen?: (row: T) => void;
  selection?: DataSelection;
  /** What can be done with the selected rows, which are all there still are, hidden by the filter or not. */
  selectionActions?: (rows: readonly T[]) => ReactNode;
  /** A menu at the end of each row. */
  rowActions?: (row: T) => ReactNode;
  /** What stands there when there are no rows at all. */
  emptyState: ReactNode;
  /** The name of a file for the rows in view, without its ending: `guests`. Without it none is offered. */
  exportName?: string;
  /** Beside the count. */
  children?: ReactNode;
}

/**
 * A table of any number of rows: sorted, counted, exported, selected over all that pass the filter, with columns that a
 * person chooses and that fit otherwise. See the README.
 *
 * @public
 */
export function DataTable<T extends DataRow>(props: DataTableProps<T>) {
  const { id, label, noun, columns, rows, filter, selection } = props;
  const frame = useRef<HTMLDivElement>(null);
  const parameter = props.sortParameter ?? 'sort';
  const [sort, setSort] = useSort(props.defaultSort, parameter || undefined);
  const [isHeld, hold] = useHold();
  const { rows: visible, sortAgain } = useRows({
    rows,
    columns,
    sort,
    filter,
    isHeld,
  });
  const [choice, choose] = useColumnChoice(id);
  const width = useWidth(frame);
  const edges = (selection ? 1 : 0) + (props.rowActions ? 1 : 0);
  const room = width === undefined ? undefined : width - edges * EDGE_WIDTH;
  const fitting = useMemo(
    () => fitColumns(columns, room, choice),
    [columns, room, choice],
  );
  const shown = useMemo(
    () => new Set(fitting.map(column => column.id)),
    [fitting],
  );
  return (
    <div className={styles.table}>
      <TableBar
        noun={noun}
        rows={visible}
        total={rows?.length}
        isPartial={props.isPartial}
        columns={columns}
        shown={shown}
        choice={choice}
        onChoose={choose}
        exportName={props.exportName}
        onSortAgain={sortAgain}
      >
        {props.children}
      </TableBar>
      {selection && rows && (
        <SelectionBar
          noun={noun}
          rows={rows}
          visible={visible}
          selection={selection}
          actions={props.selectionActions}
        />
      )}
      <div ref={frame} className={styles.frame}>
        {rows && (
          <DataGrid
            label={label}
            noun={noun}
            rows={visible}
            columns={fitting}
            shown={shown}
            sort={sort}
            onSort={setSort}
            selection={selection}
            getHref={props.getHref}
            onOpen={props.onOpen}
            rowActions={props.rowActions}
            frame={frame}
            hold={hold}
          />
        )}
        {rows && visible.length === 0 && (
          <EmptyTable
            noun={noun}
            isFiltered={rows.length > 0}
            isPartial={props.isPartial}
            onClear={props.onClearFilter}
          >
            {props.emptyState}
          </EmptyTable>
        )}
        {!rows && <Loading noun={noun} />}
      </div>
    </div>
  );
}

function Loading({ noun }: { noun: string }) {
  return (
    <div className={styles.loading}>
      <VisuallyHidden role="status">Loading the {noun}s</VisuallyHidden>
      {['a', 'b', 'c', 'd', 'e'].map(each => (
        <Skeleton key={each} width="100%" height={40} />
      ))}
    </div>
  );
}
