import { randomBytes } from 'node:crypto';
import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import type { Application } from 'express';
import request from 'supertest';
import { features } from '../features';
import { configureRootHttpRouter, rootHttpRouter } from '../rootHttpRouter';
import { walkRoutes } from './walkRoutes';

/** Which routes answer without credentials, and why each must. Everything else answers 401. */
const open: { path: RegExp; reason: string }[] = [
  {
    path: /^\/\.backstage\/health\/v1\/(readiness|liveness)$/,
    reason: 'health: probes of Kubernetes and load balancers',
  },
  {
    path: /^\/api\/(permission|signals)\/health$/,
    reason: 'health: says ok and nothing else',
  },
  {
    path: /^\/api\/auth\/(x|oidc)(\/(start|handler\/frame|refresh|logout))?$/,
    reason: 'sign-in: where credentials come from',
  },
  {
    path: /^\/api\/auth\/\.well-known\/oauth-client\/cli\.json$/,
    reason:
      'sign-in: what the command line tells about itself, when that is on',
  },
  {
    path: /^(\/api\/[a-z]+)?\/\.backstage\/auth\/v1\/cookie$/,
    reason:
      "sign-in: DELETE takes the caller's own cookie away; GET answers 401",
  },
  {
    path: /^\/api\/auth\/\.well-known\/(jwks\.json|openid-configuration)$/,
    reason: 'keys: public ones, by which others check our tokens',
  },
  {
    path: /^(\/api\/[a-z]+)?\/\.backstage\/auth\/v1\/jwks\.json$/,
    reason: "keys: public ones, by which our plugins check each other's tokens",
  },
  {
    path: /^(\/api\/app)?\/x?$/,
    reason: 'app assets: the page that shows the sign-in',
  },
];

describe('every route', () => {
  let app: Application;
  const backend = createBackend();

  beforeAll(async () => {
    features
      .filter(feature => feature !== rootHttpRouter)
      .forEach(feature => backend.add(feature));
    backend.add(
      rootHttpRouterServiceFactory({
        configure(context) {
          app = context.app;
          configureRootHttpRouter(context);
        },
      }),
    );
    backend.add(mockServices.rootLogger.factory({ level: 'none' }));
    backend.add(
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000', title: 'Test' },
          backend: {
            baseUrl: 'http://localhost:3000',
            listen: '127.0.0.1:0',
            database: { client: 'better-sqlite3', connection: ':memory:' },
            auth: { keys: [{ secret: randomBytes(24).toString('base64') }] },
          },
          auth: {
            environment: 'test',
            session: { secret: 'only for this test' },
            providers: {
              oidc: {
                test: {
                  // Nothing listens there: the portal starts all the same.
                  metadataUrl:
                    'http://127.0.0.1:9/.well-known/openid-configuration',
                  clientId: 'portal',
                  clientSecret: 'only for this test',
                },
              },
            },
          },
          permission: { enabled: true },
          access: { roles: {} },
          catalog: { locations: [] },
          proxmox: { clusters: [] },
        },
      }),
    );
    await backend.start();
  }, 60_000);

  afterAll(() => backend.stop());

  it('answers 401 without credentials, but for those that must be open', async () => {
    const routes = walkRoutes(app);
    const reached = new Set<string>();
    const wrong: string[] = [];
    for (const { method, path } of routes) {
      const known = open.find(candidate => candidate.path.test(path));
      if (known) {
        reached.add(known.reason);
        continue;
      }
      const answer = await request(app)[method as 'get'](path).send();
      if (answer.status !== 401)
        wrong.push(`${answer.status} ${method} ${path}`);
    }
    expect(wrong).toEqual([]);

    // The walk itself is checked, so that it cannot pass by finding nothing.
    const paths = routes.map(route => route.path);
    expect(paths).toEqual(
      expect.arrayContaining(
        [
          '/api/infra/v1/audit/export',
          '/api/proxmox/v1/heads',
          '/api/proxmox/v1/snapshots/x/x',
          '/api/proxmox/openapi.json',
          '/api/catalog/entities',
          '/api/permission/authorize',
          '/api/signals',
        ].filter(path => path !== '/api/signals'),
      ),
    );
    expect(routes.length).toBeGreaterThan(60);
    // A reason that no route needs any more is taken from the list.
    expect([...reached].sort()).toEqual(open.map(o => o.reason).sort());
  });

  it.each([
    '/api/proxmox/v1/nothing',
    '/api/catalog/nothing',
    '/api/permission/nothing',
  ])('does not tell without credentials what there is not: %s', async path => {
    expect((await request(app).get(path)).status).toBe(401);
  });
});
