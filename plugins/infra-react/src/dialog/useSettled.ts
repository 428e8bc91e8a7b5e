import { useEffect, useState } from 'react';

/** A text once nobody has changed it for a while. */
export function useSettled(text: string, milliseconds: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === settled) return undefined;
    const timer = setTimeout(() => setSettled(text), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds, settled, text]);
  return settled;
}
