import {
  infraRunReadPermission,
  preflightSchema,
  runSchema,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { defineRoute, type Route } from '../routes/route';
import type { RunService } from '../runs/run-service';
import type { AnyAction } from './action';

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

/** The routes by which a plugin's actions are reached by pages and machines. @public */
export function createActionRoutes(
  actions: readonly AnyAction[],
  service: RunService,
): Route[] {
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
  ];
}
