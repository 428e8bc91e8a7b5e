import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  AuthorizeResult,
  isResourcePermission,
  type AuthorizePermissionRequest,
} from '@backstage/plugin-permission-common';
import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { SourceFailure } from '../source-failure';
import { createOpenApiDocument, type OpenApiInfo } from './openapi';
import type { Route, RouteInput, RouterServices } from './route';

/** The largest JSON body that a route of ours takes. */
const BODY_LIMIT = '256kb';

const expressPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1');

function parse<T extends z.ZodType>(
  schema: T | undefined,
  value: unknown,
  what: string,
): z.output<T> | undefined {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(
    issue => `${issue.path.join('.') || what}: ${issue.message}`,
  );
  throw new InputError(`The ${what} is not valid: ${issues.join('; ')}`);
}

/** What an upstream did is not a mistake of the portal, and not one of the caller. */
async function handle(route: Route, input: RouteInput): Promise<unknown> {
  try {
    return await route.handler(input);
  } catch (error) {
    if (error instanceof SourceFailure) {
      throw new ServiceUnavailableError(error.message);
    }
    throw error;
  }
}

async function authorize(
  route: Route,
  input: Pick<RouteInput, 'credentials'>,
  { permissions }: RouterServices,
): Promise<void> {
  // A resource permission needs a resource; the handler has it, and filters or refuses by it.
  if (route.decides || isResourcePermission(route.permission)) return;
  const [decision] = await permissions.authorize(
    [{ permission: route.permission } as AuthorizePermissionRequest],
    { credentials: input.credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `This needs the permission ${route.permission.name}, which you do not have. Ask an administrator of the portal for a role that includes it.`,
    );
  }
}

/**
 * Serves routes, and the OpenAPI 3.1 document that follows from them at `/openapi.json`. Each request is authenticated,
 * then authorised, then parsed, then handled; what is thrown becomes an answer by Backstage's own error handler.
 *
 * @public
 */
export function createRouter(options: {
  info: OpenApiInfo;
  routes: readonly Route[];
  services: RouterServices;
}): Router {
  const { info, routes, services } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: BODY_LIMIT }));

  const document = createOpenApiDocument(info, routes);
  router.get('/openapi.json', async (request, response) => {
    await services.httpAuth.credentials(request);
    response.json(document);
  });

  for (const route of routes) {
    router[route.method](expressPath(route.path), async (request, response) => {
      const credentials = await services.httpAuth.credentials(request);
      await authorize(route, { credentials }, services);
      const answer = await handle(route, {
        credentials,
        request,
        response,
        params: parse(route.params, request.params, 'path') ?? {},
        query: parse(route.query, request.query, 'query') ?? {},
        body: parse(route.body, request.body, 'body'),
      });
      if (answer !== undefined) {
        response.status(route.status ?? 200).json(answer);
      }
    });
  }
  return router;
}
