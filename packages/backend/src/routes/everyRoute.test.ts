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

  it.each([
    ['no credentials', undefined],
    ['a token of nobody', 'Bearer garbage'],
    ['something that is no token', 'x'],
  ])('answers 401 to %s, but for those that must be open', async (_, given) => {
    const { app } = portal;
    const wrong: string[] = [];
    for (const { method, path } of walkRoutes(app)) {
      if (open.some(candidate => candidate.path.test(path))) continue;
      const asked = request(app)[method as 'get'](path);
      const { status } = await (given
        ? asked.set('Authorization', given)
        : asked);
      if (status !== 401) wrong.push(`${status} ${method} ${path}`);
    }
    expect(wrong).toEqual([]);
  });

  // So that the walk cannot pass by finding nothing.
  it('is walked', () => {
    const paths = walkRoutes(portal.app).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/api/auth/v1/sessions/x',
        '/api/auth/.well-known/backstage/permissions/metadata',
        '/api/infra/v1/audit/export',
        '/api/proxmox/v1/heads',
        '/api/proxmox/v1/snapshots/x/x',
        '/api/proxmox/openapi.json',
        '/api/catalog/entities',
        '/api/permission/authorize',
      ]),
    );
    expect(paths.length).toBeGreaterThan(60);
  });

  it('is left open only for a reason that one of them has', () => {
    const paths = walkRoutes(portal.app).map(({ path }) => path);
    expect(
      open.filter(
        candidate =>
          !candidate.ofBuild && !paths.some(path => candidate.path.test(path)),
      ),
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
