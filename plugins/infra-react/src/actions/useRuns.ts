import { useApi } from '@backstage/frontend-plugin-api';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { usePolled, type PolledResult } from '../client';
import { actionsApiRef } from './ActionsApi';

/**
 * The runs in progress of one plugin, newest first: asked for on a slow clock, and at once by its signal. Any number of
 * components may look; they share the requests.
 *
 * @public
 */
export function useRuns(pluginId: string): PolledResult<readonly Run[]> {
  return usePolled(useApi(actionsApiRef).activeRuns(pluginId));
}
