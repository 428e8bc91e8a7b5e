import { useEffect, useState } from 'react';

/**
 * A value once it has stayed the same for so many milliseconds: what somebody types is asked for when they stop.
 *
 * @public
 */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds, value]);
  return settled;
}
