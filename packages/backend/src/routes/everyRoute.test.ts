import request from 'supertest';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import { walkRoutes } from './walkRoutes';

/** Which routes answer without credentials, and why each must. Everything else answers 401. */
const open: {
  path: RegExp;
  reason: string;
  /** Whether it is there only where the app was built. */
  ofBuild?: boolean;
}[] = [
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
    path: /^\/api\/auth\/v1\/(authorize|token|revoke)$/,
    reason:
      'sign-in of assistants: they ask to be let in, and a person who is signed in decides',
  },
  {
    path: /^(\/api\/[a-z-]+)?\/\.backstage\/auth\/v1\/cookie$/,
    reason:
      "sign-in: DELETE takes the caller's own cookie away; GET answers 401",
  },
  {
    path: /^\/api\/auth\/\.well-known\/(jwks\.json|openid-configuration)$/,
    reason: 'keys: public ones, by which others check our tokens',
  },
  {
    path: /^(\/api\/[a-z-]+)?\/\.backstage\/auth\/v1\/jwks\.json$/,
    reason: "keys: public ones, by which our plugins check each other's tokens",
  },
  {
    path: /^(\/api\/app)?\/x?$/,
    reason: 'app assets: the page that shows the sign-in',
    ofBuild: true,
  },
];

describe('every route', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal();
  }, 60_000);

  afterAll(() => portal.stop());

  it('answers 401 without credentials, but for those that must be open', async () => {
    const { app } = portal;
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
    expect(
      open.filter(({ reason, ofBuild }) => !ofBuild && !reached.has(reason)),
    ).toEqual([]);
  });

  it.each([
    '/api/proxmox/v1/nothing',
    '/api/catalog/nothing',
    '/api/permission/nothing',
  ])('does not tell without credentials what there is not: %s', async path => {
    expect((await request(portal.app).get(path)).status).toBe(401);
  });
});
