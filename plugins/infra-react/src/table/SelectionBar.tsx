import { Button } from '@backstage/ui';
import { useMemo, type ReactNode } from 'react';
import { formatCount } from '../format';
import type { DataRow } from './DataColumn';
import styles from './DataTable.module.css';
import type { DataSelection } from './useGridSelection';

/** What is selected, how much of it is out of sight, and what can be done with it. Not there while nothing is. */
export function SelectionBar<T extends DataRow>(props: {
  noun: string;
  /** All of them: what is gone is not selected any more. */
  rows: readonly T[];
  /** Those that pass the filter. */
  visible: readonly T[];
  selection: DataSelection;
  actions: ((rows: readonly T[]) => ReactNode) | undefined;
}) {
  const { noun, rows, visible, selection, actions } = props;
  const { ids, onChange } = selection;
  const selected = useMemo(
    () => (ids.size === 0 ? [] : rows.filter(row => ids.has(row.id))),
    [ids, rows],
  );
  const inView = useMemo(
    () => visible.filter(row => ids.has(row.id)).length,
    [ids, visible],
  );
  if (selected.length === 0) return null;
  const hidden = selected.length - inView;
  return (
    <div className={`${styles.bar} ${styles.selection}`}>
      <p role="status" className={styles.count}>
        {formatCount(selected.length, noun)} selected
        {hidden > 0 && `, ${hidden} of them hidden by the filter`}
      </p>
      {actions?.(selected)}
      <Button
        size="small"
        variant="tertiary"
        onPress={() => onChange(new Set())}
      >
        Clear selection
      </Button>
    </div>
  );
}
