import type { ReactNode } from 'react';
import type { SortValue } from './order';

/** One column of a `DataTable`. The first one names the row, and is always shown. @public */
export interface DataColumn<T> {
  /** Stable: it stands in the address and in what a person has chosen. */
  id: string;
  label: string;
  /**
   * What a row shows. It is rendered again when the row is another object, or other columns are shown.
   *
   * @param shown - the ids of the columns in view, for what moves into another column where there is no room
   */
  cell: (row: T, shown: ReadonlySet<string>) => ReactNode;
  /** What it is sorted by, undefined for what is not known; without it the column cannot be sorted. */
  sortValue?: (row: T) => SortValue;
  /** What stands in an exported file; `sortValue` without it, and nothing where there is neither. */
  text?: (row: T) => SortValue;
  /** In what the numbers of an exported file are: `bytes`, `s`; its heading says it. */
  textUnit?: string;
  /** In pixels: less makes it unreadable. */
  minWidth: number;
  /** Its part of the room that is left, among all columns; 1 without it. */
  grow?: number;
  /** Where there is no room for all, those of the highest number go first; 1 without it. */
  priority?: number;
  /** Not shown until somebody chooses it. */
  isOptional?: boolean;
}

/** A row: named for good, so that it is the same one wherever it moves. @public */
export interface DataRow {
  id: string;
}

/** What a person has chosen, by the id of the column; what is not in it is up to the room that there is. */
export type ColumnChoice = Readonly<Record<string, boolean>>;
