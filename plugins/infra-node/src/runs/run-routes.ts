import {
  infraRunReadPermission,
  runLogSchema,
  runSchema,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { defineRoute, type Route } from '../routes/route';
import type { RunService } from './run-service';
import type { RunStore } from './run-store';
import { runQuerySchema, type VisibleRuns } from './visible-runs';

const runParams = z.object({ id: z.string() });

/** The routes by which a plugin's runs are watched and cancelled, by whoever may see what they are about. @public */
export function createRunRoutes(
  service: RunService,
  store: RunStore,
  runs: VisibleRuns,
): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/runs',
      summary: 'Runs, the newest first',
      permission: infraRunReadPermission,
      query: runQuerySchema,
      response: z.object({
        items: z.array(runSchema),
        next: z.string().optional().meta({
          description:
            'What `before` is for the next page, where this one is not full and yet not the last',
        }),
      }),
      handler: ({ query, credentials }) => runs.list(query, credentials),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/runs/{id}',
      summary: 'One run as it is now',
      permission: infraRunReadPermission,
      params: runParams,
      response: runSchema,
      handler: ({ params, credentials }) => runs.get(params.id, credentials),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/runs/{id}/log',
      summary: 'What the upstream wrote, after the given line',
      permission: infraRunReadPermission,
      params: runParams,
      query: z.object({
        after: z.coerce
          .number()
          .int()
          .min(0)
          .max(2 ** 31 - 1)
          .default(0),
      }),
      response: runLogSchema,
      async handler({ params: { id }, query: { after }, credentials }) {
        // The run first: lines that come in between are then after its state, never missing from it.
        const run = await runs.get(id, credentials);
        return { run, lines: await store.log(id, after) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/runs/{id}/cancel',
      summary: 'Asks the upstream to stop; needs what starting it needs',
      permission: infraRunReadPermission,
      params: runParams,
      response: runSchema,
      handler: ({ params, credentials }) =>
        service.cancel(params.id, credentials),
    }),
  ];
}
