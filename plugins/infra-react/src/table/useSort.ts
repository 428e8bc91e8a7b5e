import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { SortDirection } from './order';

/** @public */
export interface Sort {
  /** The id of the column. */
  column: string;
  direction: SortDirection;
}

const textOf = ({ column, direction }: Sort) =>
  direction === 'descending' ? `-${column}` : column;

const sortOf = (text: string): Sort =>
  text.startsWith('-')
    ? { column: text.slice(1), direction: 'descending' }
    : { column: text, direction: 'ascending' };

/**
 * What a table is sorted by. It is kept in the address as `?sort=name` or `?sort=-memory`, and not there where it is
 * the usual.
 *
 * @param parameter - its name in the address; undefined to keep it out of there
 */
export function useSort(
  usual: Sort,
  parameter: string | undefined,
): [Sort, (sort: Sort) => void] {
  const [params, setParams] = useSearchParams();
  const usualText = textOf(usual);
  const [local, setLocal] = useState(usualText);
  const text =
    parameter === undefined ? local : params.get(parameter) ?? usualText;
  const sort = useMemo(() => sortOf(text), [text]);
  const setSort = useCallback(
    (next: Sort) => {
      const nextText = textOf(next);
      if (parameter === undefined) {
        setLocal(nextText);
        return;
      }
      setParams(
        before => {
          const after = new URLSearchParams(before);
          if (nextText === usualText) after.delete(parameter);
          else after.set(parameter, nextText);
          return after;
        },
        { replace: true },
      );
    },
    [parameter, setParams, usualText],
  );
  return [sort, setSort];
}
