import { useEffect, useRef, useState } from 'react';
import type { LogLine } from './LogView';

/** How often somebody who listens is told of new lines, at most, in milliseconds. */
const EVERY_MS = 6_000;

/**
 * What is said aloud about the lines of a log: now and then how many there are and the last one, never each.
 */
export function useNewLines(lines: readonly LogLine[]): string {
  const [said, setSaid] = useState('');
  const newest = useRef(lines);
  const saidUntil = useRef(0);
  newest.current = lines;
  useEffect(() => {
    const timer = setInterval(() => {
      const fresh = newest.current.filter(line => line.n > saidUntil.current);
      const last = fresh.at(-1);
      if (!last) return;
      saidUntil.current = last.n;
      setSaid(
        `${fresh.length} new ${
          fresh.length === 1 ? 'line' : 'lines'
        } in the log. The last: ${last.text}`,
      );
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return said;
}
