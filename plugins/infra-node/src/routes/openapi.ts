import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Route } from './route';

/** What an OpenAPI document says about the plugin that serves it. @public */
export interface OpenApiInfo {
  pluginId: string;
  title: string;
  description: string;
}

/** The version of our HTTP interface: the `v1` in the paths. */
const INTERFACE_VERSION = '1.0.0';

const errorSchema = z
  .object({
    error: z.object({ name: z.string(), message: z.string() }),
  })
  .meta({ id: 'Error', description: 'What happened, and what to do' });

const errorAnswer = (description: string) => ({
  description,
  content: { 'application/json': { schema: errorSchema } },
});

function operation(route: Route): ZodOpenApiOperationObject {
  const takesInput = route.params || route.query || route.body;
  return {
    operationId: `${route.method}${route.path}`
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/-$/, ''),
    summary: route.summary,
    description: `Needs the permission \`${route.permission.name}\`.`,
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
    },
    requestBody: route.body && {
      required: true,
      content: { 'application/json': { schema: route.body } },
    },
    responses: {
      [`${route.status ?? 200}`]: {
        description: 'Success',
        content: { 'application/json': { schema: route.response } },
      },
      ...(takesInput && { '400': errorAnswer('The request is not valid') }),
      '401': errorAnswer('Not signed in'),
      '403': errorAnswer('Signed in, but without the permission'),
      ...(route.params && { '404': errorAnswer('There is no such thing') }),
      ...(route.method !== 'get' && {
        '409': errorAnswer('What is there stands in the way'),
      }),
      '503': errorAnswer(
        'What the answer depends on cannot be reached, or the backend is starting or stopping',
      ),
    },
  };
}

/** The OpenAPI 3.1 document of a plugin's routes, made from the schemas that validate them. @public */
export function createOpenApiDocument(
  info: OpenApiInfo,
  routes: readonly Route[],
): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method]: operation(route),
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: info.title,
      description: info.description,
      version: INTERFACE_VERSION,
    },
    servers: [{ url: `/api/${info.pluginId}` }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A Backstage user token, or an external access token of the configuration',
        },
      },
    },
  });
}
