import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  infraRunReadPermission,
  runLogSchema,
  runPlaceSchema,
  runSchema,
  type Run,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { defineRoute, type Route } from '../routes/route';
import type { RunService } from './run-service';
import type { RunStore } from './run-store';
import {
  everythingVisible,
  isRunVisible,
  ownedRun,
  visibleOf,
  visiblePage,
  type RunsView,
} from './runs-view';

const listQuery = z.object({
  active: z.enum(['true', 'false']).optional(),
  resource: z.string().optional(),
  actor: z.string().optional(),
  parent: z
    .string()
    .optional()
    .meta({ description: 'Only those that this run began' }),
  before: runPlaceSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const runParams = z.object({ id: z.string() });

/** Reads the runs of a plugin as far as somebody may see them. */
export class VisibleRuns {
  readonly #store: RunStore;
  readonly #view: RunsView;

  constructor(store: RunStore, view: RunsView = everythingVisible) {
    this.#store = store;
    this.#view = view;
  }

  /** @throws NotFoundError also when they may not see it */
  async get(id: string, credentials: BackstageCredentials): Promise<Run> {
    const run = await this.#store.get(id);
    if (!run || !(await isRunVisible(run, credentials, this.#view))) {
      throw new NotFoundError(`There is no run ${id}`);
    }
    return run;
  }

  list(
    { before, active, ...filter }: z.output<typeof listQuery>,
    credentials: BackstageCredentials,
  ): Promise<Run[]> {
    return visiblePage<Run>({
      limit: filter.limit,
      read: last =>
        this.#store.list({
          ...filter,
          active: active === undefined ? undefined : active === 'true',
          before: last ?? before,
        }),
      visible: runs => visibleOf(runs, ownedRun, credentials, this.#view),
    });
  }
}

/** The routes by which a plugin's runs are watched and cancelled, by whoever may see what they are about. @public */
export function createRunRoutes(
  service: RunService,
  store: RunStore,
  view?: RunsView,
): Route[] {
  const runs = new VisibleRuns(store, view);
  return [
    defineRoute({
      method: 'get',
      path: '/v1/runs',
      summary: 'Runs, the newest first',
      permission: infraRunReadPermission,
      query: listQuery,
      response: z.object({ items: z.array(runSchema) }),
      async handler({ query, credentials }) {
        return { items: await runs.list(query, credentials) };
      },
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
