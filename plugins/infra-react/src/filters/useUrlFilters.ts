import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

/** How long somebody must have stopped typing before the address follows, in milliseconds. */
const SETTLE_MS = 300;

/** @public */
export interface UrlFilters<K extends string> {
  /** Empty where nothing is filtered. */
  values: Record<K, string>;
  set(key: K, value: string): void;
  clear(): void;
  isFiltered: boolean;
}

/**
 * Filters that are kept in the address, so that a link shows to others what one sees. They are kept here first: an
 * address that changed at each key would render the whole app each time.
 *
 * @param keys - the same array at every call
 * @public
 */
export function useUrlFilters<K extends string>(
  keys: readonly K[],
): UrlFilters<K> {
  const [params, setParams] = useSearchParams();
  const inUrl = keys.map(key => params.get(key) ?? '').join('\n');
  const [text, setText] = useState(inUrl);
  const seen = useRef(inUrl);

  // Another link, or back: the address has changed otherwise than by us.
  useEffect(() => {
    if (seen.current === inUrl) return;
    seen.current = inUrl;
    setText(inUrl);
  }, [inUrl]);

  useEffect(() => {
    if (text === seen.current) return undefined;
    const timer = setTimeout(() => {
      seen.current = text;
      const values = text.split('\n');
      setParams(
        before => {
          const after = new URLSearchParams(before);
          keys.forEach((key, i) => {
            if (values[i]) after.set(key, values[i]);
            else after.delete(key);
          });
          return after;
        },
        { replace: true },
      );
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [keys, setParams, text]);

  const set = useCallback(
    (key: K, value: string) =>
      setText(before => {
        const values = before.split('\n');
        values[keys.indexOf(key)] = value.replaceAll('\n', ' ');
        return values.join('\n');
      }),
    [keys],
  );
  const clear = useCallback(
    () => setText(keys.map(() => '').join('\n')),
    [keys],
  );

  return useMemo(() => {
    const parts = text.split('\n');
    const values = Object.fromEntries(
      keys.map((key, i) => [key, parts[i]]),
    ) as Record<K, string>;
    return { values, set, clear, isFiltered: parts.some(part => part !== '') };
  }, [clear, keys, set, text]);
}
