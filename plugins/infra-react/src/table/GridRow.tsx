import { Link } from '@backstage/ui';
import { memo, useId, type MouseEvent, type ReactNode } from 'react';
import { Checkbox } from './Checkbox';
import type { DataColumn, DataRow } from './DataColumn';
import styles from './DataTable.module.css';

export interface GridRowProps<T extends DataRow> {
  row: T;
  index: number;
  /** From the top of the body, in pixels. */
  top: number;
  columns: readonly DataColumn<T>[];
  shown: ReadonlySet<string>;
  isActive: boolean;
  /** Undefined where nothing can be selected. */
  isSelected: boolean | undefined;
  onToggle: (id: string, isRange: boolean) => void;
  getHref: ((row: T) => string) | undefined;
  onOpen: ((row: T) => void) | undefined;
  actions: ((row: T) => ReactNode) | undefined;
  measure: (element: Element | null) => void;
}

function GridRowView<T extends DataRow>(props: GridRowProps<T>) {
  const { row, index, top, columns, shown, isActive, isSelected } = props;
  const { getHref, onOpen, actions } = props;
  const nameId = useId();
  const [first, ...rest] = columns;
  const isLink = getHref !== undefined || onOpen !== undefined;
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the grid
    <div
      role="row"
      ref={props.measure}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-row-id={row.id}
      data-is-link={isLink || undefined}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-labelledby={nameId}
      tabIndex={isActive ? 0 : -1}
      onClick={isLink ? openByMouse : undefined}
    >
      {isSelected !== undefined && (
        <div role="gridcell" className={styles.edge} data-own-clicks>
          <Checkbox
            label="Select"
            subjectId={nameId}
            isSelected={isSelected}
            onChange={isShift => props.onToggle(row.id, isShift)}
          />
        </div>
      )}
      <div role="rowheader" id={nameId} className={styles.cell}>
        <RowLink href={getHref?.(row)} onPress={onOpen && (() => onOpen(row))}>
          {first.cell(row, shown)}
        </RowLink>
      </div>
      {rest.map(column => (
        <div key={column.id} role="gridcell" className={styles.cell}>
          {column.cell(row, shown)}
        </div>
      ))}
      {actions && (
        <div role="gridcell" className={styles.edge} data-own-clicks>
          {actions(row)}
        </div>
      )}
    </div>
  );
}

/** Rows are many: one is rendered again only when something of it is another. */
export const GridRow = memo(GridRowView) as typeof GridRowView;

function RowLink(props: {
  href: string | undefined;
  onPress: (() => void) | undefined;
  children: ReactNode;
}) {
  const { href, onPress, children } = props;
  if (href !== undefined) {
    return (
      <span data-row-link>
        <Link href={href} className={styles.link}>
          {children}
        </Link>
      </span>
    );
  }
  if (!onPress) return <>{children}</>;
  return (
    <span data-row-link>
      <button type="button" className={styles.link} onClick={onPress}>
        {children}
      </button>
    </span>
  );
}

/** What keeps a click to itself; of cells of a box or a menu also the rim, where one misses them. */
const OWN_CLICKS = 'a, button, input, label, [role="menu"], [data-own-clicks]';

/** A row is a large target; what can be pressed in it is its own, and so is text that is being selected. */
function openByMouse({ target, currentTarget }: MouseEvent<HTMLElement>) {
  if (!(target instanceof Element)) return;
  if (target.closest(OWN_CLICKS)) return;
  if (!currentTarget.contains(target)) return;
  if (window.getSelection()?.isCollapsed === false) return;
  openRow(currentTarget);
}

/** Follows the link of a row. */
export function openRow(row: Element): void {
  row
    .querySelector<HTMLElement>('[data-row-link] > a, [data-row-link] > button')
    ?.click();
}
