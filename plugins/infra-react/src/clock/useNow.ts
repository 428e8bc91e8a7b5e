import { useCallback, useSyncExternalStore } from 'react';
import { serverClock } from './ServerClock';

/**
 * The portal's time, renewed every so many seconds; the same object in between. Every component that asks for the same
 * period is renewed by the same timer.
 *
 * @public
 */
export function useNow(seconds: number): Date {
  const subscribe = useCallback(
    (listener: () => void) => serverClock.subscribe(seconds, listener),
    [seconds],
  );
  return useSyncExternalStore(subscribe, () => serverClock.read(seconds));
}
