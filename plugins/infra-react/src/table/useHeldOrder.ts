import { useCallback, useMemo, useRef, useState } from 'react';
import type { DataRow } from './DataColumn';

function inOrderOf<T extends DataRow>(
  before: readonly T[],
  now: readonly T[],
): readonly T[] {
  const places = new Map(before.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: T) => places.get(id) ?? before.length;
  return [...now].sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * Rows in the order that they had before, while that is held: a row must not move away from under the pointer. Those that
 * are new stand at the end, in their own order.
 *
 * @param sorted - as they would be
 * @param by - what they are sorted by: another one is followed at once
 */
export function useHeldOrder<T extends DataRow>(
  sorted: readonly T[],
  by: string,
  isHeld: boolean,
): { rows: readonly T[]; sortAgain: (() => void) | undefined } {
  const [turn, setTurn] = useState(0);
  const order = `${turn} ${by}`;
  const last = useRef<{ order: string; rows: readonly T[] }>();
  const rows = useMemo(() => {
    const before = last.current;
    if (!isHeld || before?.order !== order) return sorted;
    return inOrderOf(before.rows, sorted);
  }, [isHeld, order, sorted]);
  last.current = { order, rows };
  const isInOrder = useMemo(
    () => rows === sorted || rows.every((row, i) => row.id === sorted[i].id),
    [rows, sorted],
  );
  const again = useCallback(() => setTurn(before => before + 1), []);
  return { rows, sortAgain: isInOrder ? undefined : again };
}
