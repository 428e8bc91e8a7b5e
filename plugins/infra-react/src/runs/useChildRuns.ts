import { useApi } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { actionsApiRef, type ChildRuns, type RunRef } from '../actions';
import { usePolled, type PolledResult } from '../client';

/** The runs that a run began, kept up to date until all of them and it have ended. */
export function useChildRuns({
  pluginId,
  id,
}: RunRef): PolledResult<ChildRuns> {
  const api = useApi(actionsApiRef);
  const watch = useMemo(
    () => api.watchChildren({ pluginId, id }),
    [api, pluginId, id],
  );
  return usePolled(watch);
}
