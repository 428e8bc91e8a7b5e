import { VisuallyHidden } from '@backstage/ui';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { Checkbox } from './Checkbox';
import type { DataColumn } from './DataColumn';
import styles from './DataTable.module.css';
import type { Sort } from './useSort';

interface GridHeadProps<T> {
  columns: readonly DataColumn<T>[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** How much of what is shown is selected; undefined where nothing can be. */
  selected: 'none' | 'some' | 'all' | undefined;
  /** What selecting all of them says: `Select all 312 guests`. */
  selectLabel: string;
  onSelectAll: () => void;
  hasActions: boolean;
}

/** The headings, each a button where one can sort by it. */
export function GridHead<T>(props: GridHeadProps<T>) {
  const { columns, sort, onSort, selected, selectLabel, onSelectAll } = props;
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        {selected && (
          <div role="columnheader" className={styles.edge}>
            <Checkbox
              label={selectLabel}
              isSelected={selected === 'all'}
              isIndeterminate={selected === 'some'}
              onChange={onSelectAll}
            />
          </div>
        )}
        {columns.map(column => (
          <Heading
            key={column.id}
            column={column}
            sort={sort}
            onSort={onSort}
          />
        ))}
        {props.hasActions && (
          <div role="columnheader">
            <VisuallyHidden>Actions</VisuallyHidden>
          </div>
        )}
      </div>
    </div>
  );
}

function Heading<T>(props: {
  column: DataColumn<T>;
  sort: Sort;
  onSort: (sort: Sort) => void;
}) {
  const { column, sort, onSort } = props;
  const { id, label, sortValue } = column;
  const direction = sort.column === id ? sort.direction : undefined;
  const isDescending = direction === 'descending';
  const Arrow = isDescending ? RiArrowDownLine : RiArrowUpLine;
  return (
    <div
      role="columnheader"
      className={styles.heading}
      aria-sort={sortValue && direction}
    >
      {sortValue ? (
        <button
          type="button"
          className={styles.sort}
          title={label}
          onClick={() =>
            onSort({
              column: id,
              direction: direction === 'ascending' ? 'descending' : 'ascending',
            })
          }
        >
          <span>{label}</span>
          <Arrow aria-hidden size={14} />
        </button>
      ) : (
        label
      )}
    </div>
  );
}
