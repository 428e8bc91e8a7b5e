import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generators, Issuer } from 'openid-client';
import type { Client } from 'openid-client';
import { spawnOidcProvider, TestBrowser } from './testing.ts';
import type { SpawnedOidcProvider, VisitedPage } from './testing.ts';

const portalUrl = 'http://localhost:3000';
const redirectUri = `${portalUrl}/api/auth/oidc/handler/frame`;
const password = 'correct horse <battery>';
const users = [
  { name: 'admin', password, role: 'admin' },
  { name: 'viewer', password: 'another one', role: 'viewer' },
];

describe('the OpenID provider of the lab', () => {
  let home: string;
  let provider: SpawnedOidcProvider;
  let client: Client;
  let browser: TestBrowser;
  const verifier = generators.codeVerifier();
  const nonce = generators.nonce();

  const start = (state: Record<string, unknown> = {}) =>
    spawnOidcProvider({ home, portalUrl, users, state });

  const connect = async () => {
    const { metadataUrl, clientId, clientSecret } = provider.service;
    const issuer = await Issuer.discover(metadataUrl);
    return new issuer.Client({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      response_types: ['code'],
    });
  };

  const authorizationUrl = (more: Record<string, string> = {}) =>
    client.authorizationUrl({
      scope: 'openid profile email groups',
      state: 'state-1',
      nonce,
      code_challenge: generators.codeChallenge(verifier),
      code_challenge_method: 'S256',
      ...more,
    });

  const redeem = (page: VisitedPage) =>
    client.callback(redirectUri, client.callbackParams(page.url), {
      state: 'state-1',
      nonce,
      code_verifier: verifier,
    });

  const signIn = async () =>
    browser.submit(await browser.open(authorizationUrl()), {
      name: 'admin',
      password,
    });

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'lab-oidc-'));
    provider = await start();
    client = await connect();
    browser = TestBrowser.create({ stopAt: url => url.startsWith(portalUrl) });
  });

  afterEach(async () => {
    await browser.close();
    await provider.stop();
    await rm(home, { recursive: true });
  });

  it('signs somebody in with a password and says who it is', async () => {
    const form = await browser.open(authorizationUrl());
    expect(form.text).toContain('<label for="password">Password</label>');
    expect(form.headers['content-security-policy']).toContain(
      `form-action 'self' ${portalUrl};`,
    );

    const tokens = await redeem(
      await browser.submit(form, { name: 'admin', password }),
    );

    expect(await client.userinfo(tokens)).toEqual({
      sub: 'admin',
      name: 'Lab Admin',
      preferred_username: 'admin',
      email: 'admin@lab.reverb256.ca',
      email_verified: true,
      groups: ['platform-admins'],
    });
  });

  it('says that a password is wrong, shows none, and lets the person try again', async () => {
    const refused = await browser.submit(
      await browser.open(authorizationUrl()),
      { name: '"><b>admin', password: 'guess' },
    );

    expect(refused.status).toBe(401);
    expect(refused.text).toContain('The name or the password is wrong');
    expect(refused.text).toContain('value="&quot;&gt;&lt;b&gt;admin"');
    expect(refused.text).not.toContain('guess');
    expect(refused.text).not.toContain('battery');
    const second = await browser.submit(refused, { name: 'viewer', password });
    expect(second.status).toBe(401);
    const third = await browser.submit(second, { name: 'Admin ', password });
    expect((await redeem(third)).claims().sub).toBe('admin');
  });

  it('is the same provider after a restart: sessions, keys and tokens go on', async () => {
    const tokens = await redeem(await signIn());
    await provider.stop();
    const before = provider.service;

    provider = await start(provider.state);

    expect(provider.service).toEqual(before);
    const refreshed = await client.refresh(tokens.refresh_token!);
    expect((await client.userinfo(refreshed)).sub).toBe('admin');
    const again = await browser.open(authorizationUrl());
    expect((await redeem(again)).claims().sub).toBe('admin');
    const file = await readFile(join(home, 'oidc-sessions.json'), 'utf8');
    expect(file).not.toContain(password);
  });

  it('asks for the password again after a sign-out', async () => {
    const tokens = await redeem(await signIn());
    await client.revoke(tokens.refresh_token!);
    await expect(client.refresh(tokens.refresh_token!)).rejects.toThrow(
      'invalid_grant',
    );

    const question = await browser.open(
      client.endSessionUrl({ post_logout_redirect_uri: portalUrl }),
    );
    expect(question.text).toContain('Sign out of the lab?');
    const ended = await browser.submit(question, { logout: 'yes' });

    expect(ended.url).toMatch(/^http:\/\/localhost:3000\/?$/);
    expect((await browser.open(authorizationUrl())).text).toContain('<form');
  });

  it('sends nobody anywhere but to the portal, and insists on PKCE', async () => {
    const elsewhere = await browser.open(
      authorizationUrl({ redirect_uri: 'http://localhost:4000/' }),
    );
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.text).toContain('redirect_uri');

    const url = new URL(authorizationUrl());
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const plain = await browser.open(url.href);
    expect(plain.url).toContain(`${redirectUri}?error=invalid_request`);
  });

  it('explains a sign-in form that is no longer valid', async () => {
    const form = await browser.open(authorizationUrl());
    const stranger = TestBrowser.create();

    const page = await stranger.open(form.url);

    expect(page.status).toBe(400);
    expect(page.text).toContain('This sign-in has expired');
    expect(page.text).toContain(`href="${portalUrl}"`);
    await stranger.close();
  });
});

it('names a fixed port that is taken', async () => {
  const home = await mkdtemp(join(tmpdir(), 'lab-oidc-'));
  const first = await spawnOidcProvider({ home, portalUrl, users, state: {} });
  const port = Number(new URL(first.service.url).port);

  await expect(
    spawnOidcProvider({ home, port, portalUrl, users, state: {} }),
  ).rejects.toThrow(
    `Port ${port} of the lab's OpenID provider is taken. Stop what listens there`,
  );

  await first.stop();
  await rm(home, { recursive: true });
});
