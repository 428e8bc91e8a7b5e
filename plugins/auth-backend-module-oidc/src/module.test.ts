import type { TestBrowser } from 'lab/oidc/testing';
import {
  APP_URL,
  createBrowser,
  errorOf,
  PAGE_URL,
  prepareProvider,
  refresh,
  signIn,
  startPortal,
  startUrl,
  untilSignInWorks,
} from './__testUtils__/harness';
import type { KnownProvider, Portal } from './__testUtils__/harness';
import { entities } from './__testUtils__/people';

describe('sign-in with OpenID Connect', () => {
  let provider: KnownProvider;
  let portal: Portal;
  let running: Awaited<ReturnType<KnownProvider['spawn']>>;
  let browser: TestBrowser;

  beforeAll(async () => {
    provider = await prepareProvider();
    portal = await startPortal({
      provider,
      entities,
      settings: { admit: { groups: ['platform'] }, endSession: true },
    });
    running = await provider.spawn({ portalUrl: portal.url });
    await untilSignInWorks(portal);
  });

  afterAll(async () => {
    await running.stop();
    await provider.remove();
  });

  beforeEach(() => {
    browser = createBrowser();
    portal.audits.length = 0;
  });

  afterEach(() => browser.close());

  it('leads from the button over the form to a token, with the groups above included', async () => {
    expect(await signIn(browser, portal, 'admin')).toBe(PAGE_URL);

    const session = await refresh(browser, portal);
    expect(session.status).toBe(200);
    expect(session.body).toMatchObject({
      profile: { email: 'admin@lab.reverb256.ca', displayName: 'Lab Admin' },
      backstageIdentity: {
        token: expect.any(String),
        identity: { userEntityRef: 'user:default/admin' },
      },
    });
    const { token } = session.body.backstageIdentity as { token: string };
    const info = await browser.open(`${portal.url}/api/auth/v1/userinfo`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(JSON.parse(info.text)).toEqual({
      claims: {
        sub: 'user:default/admin',
        ent: [
          'user:default/admin',
          'group:default/night-shift',
          'group:default/platform',
        ],
      },
    });
  });

  it('audits a sign-in once, and nothing that would let somebody repeat it', async () => {
    await signIn(browser, portal, 'admin');
    await refresh(browser, portal);

    expect(portal.audits).toEqual([
      {
        status: 'succeeded',
        meta: {
          actionType: 'sign-in',
          environment: 'test',
          issuer: running.service.issuer,
          subject: 'admin',
          userEntityRef: 'user:default/admin',
        },
      },
    ]);
  });

  it('asks with PKCE, state and nonce, and leaves the prompt to the provider', async () => {
    const answer = await fetch(startUrl(portal), { redirect: 'manual' });

    const { searchParams } = new URL(answer.headers.get('location')!);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'control-center',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: `${portal.url}/api/auth/oidc/handler/frame`,
      response_type: 'code',
      scope: 'openid profile email',
      state: expect.any(String),
    });
  });

  it.each([
    [
      'stranger',
      'not-in-catalog',
      'The catalog of this portal has nobody with the address stranger@lab.reverb256.ca.',
    ],
    [
      'unverified',
      'email-unverified',
      'The identity provider has not verified that unverified@lab.reverb256.ca is yours',
    ],
    [
      'outsider',
      'not-in-admitted-group',
      'This portal knows you as user:default/outsider, but you are in none of the groups that may enter (group:default/platform).',
    ],
  ])('refuses %s (%s) and says why', async (name, refusal, message) => {
    const url = await signIn(browser, portal, name);

    expect(url.startsWith(PAGE_URL)).toBe(true);
    expect(errorOf(url)).toContain(message);
    expect(portal.audits).toEqual([
      {
        status: 'failed',
        meta: expect.objectContaining({ refusal, subject: name }),
        error: errorOf(url),
      },
    ]);
    expect((await refresh(browser, portal)).status).toBe(401);
  });

  it('knows somebody without a verified address by the subject in the catalog', async () => {
    await signIn(browser, portal, 'linked');

    expect((await refresh(browser, portal)).body).toMatchObject({
      profile: {},
      backstageIdentity: { identity: { userEntityRef: 'user:default/linked' } },
    });
  });

  it('makes a code worthless with another state', async () => {
    const page = await browser.open(startUrl(portal));
    const other = createBrowser();
    await other.open(startUrl(portal));
    const callback = `${portal.url}/api/auth/oidc/handler/frame`;
    const answered = await browser.submit(
      page,
      { name: 'admin', password: 'password of admin' },
      { stopAt: address => address.startsWith(callback) },
    );
    const url = new URL(answered.url);
    const stranger = new URLSearchParams(
      Buffer.from(url.searchParams.get('state')!, 'hex').toString(),
    );
    stranger.set('redirectUrl', `${PAGE_URL}&altered=yes`);
    url.searchParams.set(
      'state',
      Buffer.from(stranger.toString()).toString('hex'),
    );

    const elsewhere = await other.open(answered.url);
    const altered = await browser.open(url.href);

    expect(errorOf(elsewhere.url)).toBe('Invalid nonce');
    expect(errorOf(altered.url)).toContain('invalid_grant');
    await other.close();
  });

  it.each(['redirectUrl', 'origin'])(
    'sends nobody to a %s elsewhere',
    async name => {
      const answer = await browser.open(
        startUrl(portal, { [name]: 'https://elsewhere.example/' }),
      );

      expect(answer.status).toBe(403);
      expect(answer.text).toContain('must be at this portal');
    },
  );

  it('signs out here and at the provider', async () => {
    await signIn(browser, portal, 'admin');

    const answer = await browser.open(
      `${portal.url}/api/auth/oidc/logout?env=test`,
      { method: 'POST', headers: { 'x-requested-with': 'XMLHttpRequest' } },
    );

    const logoutUrl = new URL(JSON.parse(answer.text).logoutUrl);
    expect(logoutUrl.href).toMatch(`${running.service.issuer}/session/end?`);
    expect(Object.fromEntries(logoutUrl.searchParams)).toEqual({
      client_id: 'control-center',
      post_logout_redirect_uri: APP_URL,
    });
    expect((await refresh(browser, portal)).status).toBe(401);
  });
});
