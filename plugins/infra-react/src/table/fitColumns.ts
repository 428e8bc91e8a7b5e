import type { ColumnChoice, DataColumn } from './DataColumn';

/**
 * The columns to show: what a person has chosen, and of the others as many as there is room for, the most important
 * ones first.
 *
 * @param width - in pixels; undefined while nobody knows, for all
 */
export function fitColumns<T>(
  columns: readonly DataColumn<T>[],
  width: number | undefined,
  choice: ColumnChoice,
): DataColumn<T>[] {
  const wanted = columns.filter(
    (column, i) => i === 0 || (choice[column.id] ?? !column.isOptional),
  );
  if (width === undefined) return wanted;
  const isDroppable = (column: DataColumn<T>) =>
    column !== columns[0] && choice[column.id] !== true;
  const droppable = wanted
    .filter(isDroppable)
    .reverse()
    .sort((a, b) => (b.priority ?? 1) - (a.priority ?? 1));
  const dropped = new Set<DataColumn<T>>();
  let needed = wanted.reduce((sum, column) => sum + column.minWidth, 0);
  for (const column of droppable) {
    if (needed <= width) break;
    dropped.add(column);
    needed -= column.minWidth;
  }
  return wanted.filter(column => !dropped.has(column));
}
