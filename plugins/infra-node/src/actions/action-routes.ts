import {
  infraRunReadPermission,
  preflightSchema,
  runLogSchema,
  runSchema,
} from '@reverb256/backstage-plugin-infra-common';
import { NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import { defineRoute, type Route } from '../routes/route';
import type { RunService } from '../runs/run-service';
import type { RunStore } from '../runs/run-store';
import type { AnyAction } from './action';

const listQuery = z.object({
  active: z.enum(['true', 'false']).optional(),
  resource: z.string().optional(),
  actor: z.string().optional(),
  before: z.iso
    .datetime()
    .transform(value => new Date(value).toISOString())
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const runParams = z.object({ id: z.string() });

function routesOf(action: AnyAction, service: RunService): Route[] {
  const path = `/v1/actions/${action.name}`;
  return [
    defineRoute({
      method: 'post',
      path,
      summary: action.description,
      permission: action.permission,
      decides: true,
      body: action.input,
      response: runSchema,
      status: 202,
      handler: ({ body, credentials, request }) =>
        service.accept(action.name, body, credentials, request),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/preflight`,
      summary: `What '${action.title}' would do, and what stands in the way`,
      permission: action.permission,
      decides: true,
      body: action.input,
      response: preflightSchema,
      handler: ({ body, credentials }) =>
        service.preflight(action.name, body, credentials),
    }),
  ];
}

/** The routes by which a plugin's actions are reached by pages and machines, and their runs watched. @public */
export function createActionRoutes(
  actions: readonly AnyAction[],
  service: RunService,
  store: RunStore,
): Route[] {
  const get = async (id: string) => {
    const run = await store.get(id);
    if (!run) throw new NotFoundError(`There is no run ${id}`);
    return run;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/v1/actions',
      summary: 'The actions that there are, and what they take',
      permission: infraRunReadPermission,
      response: z.object({
        items: z.array(
          z.object({
            name: z.string(),
            title: z.string(),
            description: z.string(),
            destructive: z.boolean(),
            permission: z.string(),
            input: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
      async handler() {
        return {
          items: actions.map(action => ({
            name: action.name,
            title: action.title,
            description: action.description,
            destructive: action.destructive,
            permission: action.permission.name,
            input: z.toJSONSchema(action.input, { io: 'input' }),
          })),
        };
      },
    }),
    ...actions.flatMap(action => routesOf(action, service)),
    defineRoute({
      method: 'get',
      path: '/v1/runs',
      summary: 'Runs, the newest first',
      permission: infraRunReadPermission,
      query: listQuery,
      response: z.object({ items: z.array(runSchema) }),
      async handler({ query: { active, ...query } }) {
        return {
          items: await store.list({
            ...query,
            active: active === undefined ? undefined : active === 'true',
          }),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/runs/{id}',
      summary: 'One run as it is now',
      permission: infraRunReadPermission,
      params: runParams,
      response: runSchema,
      handler: ({ params }) => get(params.id),
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
      async handler({ params: { id }, query: { after } }) {
        // The run first: lines that come in between are then after its state, never missing from it.
        const run = await get(id);
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
