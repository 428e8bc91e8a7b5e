import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import request from 'supertest';
import { z } from 'zod';
import { SourceFailure } from '../source-failure';
import { createRouter } from './create-router';
import { defineRoute } from './route';

const permission = createPermission({
  name: 'test.thing.read',
  attributes: { action: 'read' },
});

const routes = [
  defineRoute({
    method: 'post',
    path: '/v1/things/{name}',
    summary: 'Does something to a thing',
    permission,
    params: z.object({ name: z.string().regex(/^[a-z]+$/, 'lower case only') }),
    query: z.object({ times: z.coerce.number().int().default(1) }),
    body: z.object({ size: z.number() }),
    response: z.object({ done: z.string() }),
    status: 202,
    async handler({ params, query, body }) {
      if (params.name === 'held') throw new ConflictError('It is held.');
      if (params.name === 'broken') {
        throw new SourceFailure('unreachable', 'The lamp does not answer.');
      }
      return { done: `${params.name} ${query.times} ${body.size}` };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/things',
    summary: 'All things',
    permission,
    response: z.object({ items: z.array(z.string()) }),
    async handler() {
      return { items: [] };
    },
  }),
];

async function start(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  const permissions = mockServices.permissions.mock({
    authorize: async () => [{ result }],
  });
  const plugin = createBackendPlugin({
    pluginId: 'test',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
        },
        async init({ httpAuth, httpRouter, permissions: service }) {
          httpRouter.use(
            createRouter({
              info: { pluginId: 'test', title: 'Test', description: 'A test' },
              routes,
              services: { httpAuth, permissions: service },
            }),
          );
        },
      });
    },
  });
  const { server } = await startTestBackend({
    features: [plugin, permissions.factory],
  });
  return request(server);
}

describe('createRouter', () => {
  it('parses, answers with the status of the route', async () => {
    const api = await start(AuthorizeResult.ALLOW);
    const answer = await api
      .post('/api/test/v1/things/lamp?times=3')
      .send({ size: 2 });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ done: 'lamp 3 2' });
  });

  it.each([
    [
      '/api/test/v1/things/LAMP',
      { size: 2 },
      'The path is not valid: name: lower case only',
    ],
    [
      '/api/test/v1/things/lamp?times=x',
      { size: 2 },
      'The query is not valid: times',
    ],
    [
      '/api/test/v1/things/lamp',
      { size: 'big' },
      'The body is not valid: size',
    ],
  ])('refuses %s %j', async (path, body, message) => {
    const api = await start(AuthorizeResult.ALLOW);
    const answer = await api.post(path).send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(message);
  });

  it('says what stands in the way, as 409', async () => {
    const api = await start(AuthorizeResult.ALLOW);
    const answer = await api.post('/api/test/v1/things/held').send({ size: 2 });
    expect(answer.status).toBe(409);
    expect(answer.body.error.message).toBe('It is held.');
  });

  it('says in the words of the source what the source did, as 503', async () => {
    const api = await start(AuthorizeResult.ALLOW);
    const answer = await api
      .post('/api/test/v1/things/broken')
      .send({ size: 2 });
    expect(answer.status).toBe(503);
    expect(answer.body.error.message).toBe('The lamp does not answer.');
  });

  it('refuses whoever lacks the permission, by its name, before it looks at the input', async () => {
    const api = await start(AuthorizeResult.DENY);
    const answer = await api.post('/api/test/v1/things/LAMP').send({});
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('test.thing.read');
  });

  it.each(['/api/test/v1/things/lamp', '/api/test/openapi.json'])(
    'answers 401 at %s without credentials',
    async path => {
      const api = await start(AuthorizeResult.ALLOW);
      const method = path.endsWith('json') ? 'get' : 'post';
      const answer = await api[method](path).set(
        'Authorization',
        mockCredentials.none.header(),
      );
      expect(answer.status).toBe(401);
    },
  );

  it('documents what it validates', async () => {
    const api = await start(AuthorizeResult.ALLOW);
    const { body } = await api.get('/api/test/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const operation = body.paths['/v1/things/{name}'].post;
    expect(operation.parameters).toEqual([
      expect.objectContaining({
        in: 'path',
        name: 'name',
        required: true,
        schema: expect.objectContaining({ pattern: '^[a-z]+$' }),
      }),
      expect.objectContaining({ in: 'query', name: 'times' }),
    ]);
    expect(
      operation.requestBody.content['application/json'].schema,
    ).toMatchObject({ type: 'object', required: ['size'] });
    expect(Object.keys(operation.responses)).toEqual([
      '202',
      '400',
      '401',
      '403',
      '404',
      '409',
      '503',
    ]);
    // What only reads conflicts with nothing.
    expect(Object.keys(body.paths['/v1/things'].get.responses)).toEqual([
      '200',
      '401',
      '403',
      '503',
    ]);
  });
});
