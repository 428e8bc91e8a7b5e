import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { Reading } from '@reverb256/backstage-plugin-infra-common';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { PolledResult, PortalProblem } from '../client';
import { SharedReadings } from './SharedReadings';

/** @public */
export interface UseReadingOptions<T> {
  /** What the data must be. The same object at every render: a schema made in a component asks anew each time. */
  schema: z.ZodType<T>;
  /** How often the portal is asked while the page is visible. */
  everySeconds: number;
}

/** What is known of something that the portal reads on demand. @public */
export interface ReadingResult<T> {
  /** The last answer; its `error` says why the source gives nothing newer. Undefined until there was one. */
  reading?: Reading<T>;
  /** Why the portal itself gives nothing newer. */
  problem?: PortalProblem;
  /** Whether the first answer is still on the way. */
  isLoading: boolean;
  /** Asks soon. */
  refresh: () => void;
}

const NOTHING: PolledResult<never> = {};
const noop = () => {};

/**
 * Something that a backend of ours reads when it is asked, kept up to date while the component is mounted and the page is
 * visible. What was last known stays, with its age, when the source or the portal is silent. All that look at the same are
 * one for the portal.
 *
 * @param path - as the family's `-common` gives it, with its `/v1` and its query; undefined to ask nothing
 * @public
 */
export function useReading<T>(
  pluginId: string,
  path: string | undefined,
  { schema, everySeconds }: UseReadingOptions<T>,
): ReadingResult<T> {
  const fetchApi = useApi(fetchApiRef);
  const resource = useMemo(() => {
    if (path === undefined) return undefined;
    const request = { pluginId, path, schema, everySeconds };
    return SharedReadings.of(fetchApi).get(request);
  }, [everySeconds, fetchApi, path, pluginId, schema]);

  const subscribe = useCallback(
    (listener: () => void) => resource?.subscribe(listener) ?? noop,
    [resource],
  );
  const result = useSyncExternalStore<PolledResult<Reading<T>>>(
    subscribe,
    () => resource?.read() ?? NOTHING,
  );
  return useMemo(
    () => ({
      reading: result.data,
      problem: result.problem,
      isLoading: resource !== undefined && !result.data && !result.problem,
      refresh: () => resource?.refresh(),
    }),
    [resource, result],
  );
}
