import { useApi } from '@backstage/frontend-plugin-api';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import { useEffect, useMemo, useRef } from 'react';
import { actionsApiRef, type RunRef, type WatchedRun } from '../actions';
import { usePolled, type PolledResult } from '../client';

/**
 * A run and its log, asked for quickly until its end, while the component is mounted. Its end counts as seen then.
 *
 * @public
 */
export function useRunWatch({
  pluginId,
  id,
}: RunRef): PolledResult<WatchedRun> {
  const api = useApi(actionsApiRef);
  const watch = useMemo(() => api.watch({ pluginId, id }), [api, pluginId, id]);
  const result = usePolled(watch);
  const state = useRef<Run['state']>();
  state.current = result.data?.run.state;
  useEffect(() => {
    const hide = api.show({ pluginId, id });
    return () => hide(state.current !== undefined && isEnded(state.current));
  }, [api, pluginId, id]);
  return result;
}
