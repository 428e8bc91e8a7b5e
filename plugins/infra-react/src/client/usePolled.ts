import { useSignal } from '@backstage/plugin-signals-react';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { PolledResource, PolledResult } from './PolledResource';

/** Stands for no channel: nobody publishes on it. */
const NO_CHANNEL = 'infra:none';

/**
 * What is known of a polled resource, kept up to date while the component is mounted, and at once by its signal.
 *
 * @param resource - the same object at every render
 * @public
 */
export function usePolled<T>(resource: PolledResource<T>): PolledResult<T> {
  const subscribe = useCallback(
    (listener: () => void) => resource.subscribe(listener),
    [resource],
  );
  const { lastSignal } = useSignal(resource.channel ?? NO_CHANNEL);
  useEffect(() => {
    if (lastSignal) resource.refresh();
  }, [resource, lastSignal]);
  return useSyncExternalStore(subscribe, () => resource.read());
}
