import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { formatCount } from '../format';
import { ColumnMenu } from './ColumnMenu';
import { toCsv } from './csv';
import type { ColumnChoice, DataColumn } from './DataColumn';
import styles from './DataTable.module.css';
import { fitColumns } from './fitColumns';
import { saveFile } from './saveFile';

const number = new Intl.NumberFormat('en');

/** How many rows there are and are shown, and what can be done with the table itself. */
export function TableBar<T>(props: {
  noun: string;
  /** Those that pass the filter. */
  rows: readonly T[];
  /** Of all; undefined while nobody knows. */
  total: number | undefined;
  /** Whether there may be more. */
  isPartial: boolean | undefined;
  columns: readonly DataColumn<T>[];
  shown: ReadonlySet<string>;
  choice: ColumnChoice;
  onChoose: (choice: ColumnChoice) => void;
  exportName: string | undefined;
  /** Sorts the rows again that were left where they are; undefined where all are in order. */
  onSortAgain: (() => void) | undefined;
  children: ReactNode;
}) {
  const { noun, rows, total, columns, exportName } = props;
  // A file has room for all that are wanted.
  const wanted = fitColumns(columns, undefined, props.choice);
  const save = () =>
    saveFile(
      // Without the mark some spreadsheets take it for another encoding.
      new Blob(['\ufeff', toCsv(wanted, rows)], {
        type: 'text/csv;charset=utf-8',
      }),
      `${exportName}.csv`,
    );
  return (
    <div className={styles.bar}>
      <p role="status" className={styles.count}>
        {total !== undefined && countWords(rows.length, total, noun)}
        {total !== undefined && props.isPartial && ' so far'}
      </p>
      {props.children}
      {props.onSortAgain && (
        <Button size="small" variant="tertiary" onPress={props.onSortAgain}>
          Sort again
        </Button>
      )}
      <ColumnMenu
        columns={columns}
        shown={props.shown}
        choice={props.choice}
        onChange={props.onChoose}
      />
      {exportName && (
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiDownloadLine aria-hidden />}
          isDisabled={rows.length === 0}
          onPress={save}
        >
          Export CSV
        </Button>
      )}
    </div>
  );
}

/** `312 of 15,000 guests`, or `15,000 guests` where nothing is filtered. */
function countWords(count: number, total: number, noun: string): string {
  const all = formatCount(total, noun);
  return count === total ? all : `${number.format(count)} of ${all}`;
}
