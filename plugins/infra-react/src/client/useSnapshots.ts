import { useSignal } from '@backstage/plugin-signals-react';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { SnapshotsApi, SnapshotsResult } from './SnapshotsApi';

/**
 * The snapshots of one kind, kept up to date while the component is mounted. Any number of components may look; they
 * share the requests.
 *
 * @public
 */
export function useSnapshots<
  TKinds extends object,
  K extends keyof TKinds & string,
>(api: SnapshotsApi<TKinds>, kind: K): SnapshotsResult<TKinds[K]> {
  const subscribe = useCallback(
    (listener: () => void) => api.subscribe(kind, listener),
    [api, kind],
  );
  const { lastSignal } = useSignal(api.channel);
  useEffect(() => {
    if (lastSignal) api.refresh();
  }, [api, lastSignal]);
  return useSyncExternalStore(subscribe, () => api.read(kind));
}
