import { useApi } from '@backstage/frontend-plugin-api';
import type { Preflight } from '@reverb256/backstage-plugin-infra-common';
import { useMemo } from 'react';
import { actionsApiRef, type ActionRequest } from '../actions';
import { PolledResource, usePolled, type PolledResult } from '../client';

/** How often what stands in the way is looked at again while the dialog waits, in seconds. */
const SECONDS = 10;

/** Stands for a preflight that cannot be asked for yet: it is never answered. */
const NOT_YET = PolledResource.create<Preflight>({
  ask: () => new Promise<never>(() => {}),
  seconds: SECONDS,
});

/**
 * What an action would do now, kept true while the component is mounted.
 *
 * @param request - undefined while it is not complete
 */
export function usePreflight(request: ActionRequest | undefined): {
  result: PolledResult<Preflight>;
  refresh: () => void;
} {
  const api = useApi(actionsApiRef);
  // A caller may well write its input in place.
  const text = request && JSON.stringify(request);
  const resource = useMemo(() => {
    if (text === undefined) return NOT_YET;
    const asked: ActionRequest = JSON.parse(text);
    return PolledResource.create({
      ask: () => api.preflight(asked),
      seconds: SECONDS,
      channel: `${asked.pluginId}:runs`,
    });
  }, [api, text]);
  const result = usePolled(resource);
  return { result, refresh: () => resource.refresh() };
}
