import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestBrowser } from 'lab/oidc/testing';
import { createAuthority } from './__testUtils__/certificates';
import {
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
import type { KnownProvider } from './__testUtils__/harness';
import { entities } from './__testUtils__/people';
import { forwardTo, listenWithTls } from './__testUtils__/servers';

describe('a provider that is not always there', () => {
  let provider: KnownProvider;
  let browser: TestBrowser;

  const settings = { admit: { emailDomains: ['lab.reverb256.ca'] } };

  beforeAll(async () => {
    provider = await prepareProvider();
  });

  afterAll(() => provider.remove());

  beforeEach(() => {
    browser = createBrowser();
  });

  afterEach(async () => {
    await browser.close();
    await provider.stop();
  });

  it('may be down when the portal starts: sign-in says so, and works once it is up', async () => {
    const portal = await startPortal({ provider, entities, settings });

    const down = await browser.open(startUrl(portal));
    expect(down.url.startsWith(PAGE_URL)).toBe(true);
    expect(errorOf(down.url)).toMatch(
      /^Sign-in does not work at the moment: the identity provider at http:\/\/localhost:\d+ cannot be reached \(ECONNREFUSED\), since .*Z\. Try again in a minute; if it stays so, tell whoever runs the provider$/,
    );

    const popup = await browser.open(startUrl(portal, { flow: 'popup' }));
    expect(decodeURIComponent(popup.text)).toContain(
      '"name":"ServiceUnavailableError"',
    );
    const plain = await browser.open(startUrl(portal, { flow: 'none' }));
    expect(plain.status).toBe(503);
    expect(JSON.parse(plain.text).error.message).toBe(errorOf(down.url));

    await provider.spawn({ portalUrl: portal.url });
    await untilSignInWorks(portal);
    expect(await signIn(browser, portal, 'admin')).toBe(PAGE_URL);
    // Once each, however often the background tries.
    const about = (text: string) => portal.logs.filter(l => l.includes(text));
    expect(about('cannot be reached')).toHaveLength(1);
    expect(about('answers again')).toHaveLength(1);
  });

  it('may die later: who is signed in is told so at the next refresh, and needs no new sign-in', async () => {
    const portal = await startPortal({ provider, entities, settings });
    const first = await provider.spawn({ portalUrl: portal.url });
    await untilSignInWorks(portal);
    await signIn(browser, portal, 'admin');
    await first.stop();

    const during = await refresh(browser, portal);
    expect(during.status).toBe(503);
    expect(during.body).toMatchObject({
      error: { message: expect.stringContaining('cannot be reached') },
    });

    await provider.spawn({ portalUrl: portal.url });
    expect((await refresh(browser, portal)).status).toBe(200);
  });

  it('may have a certificate of an authority that only caFile names', async () => {
    const authority = await createAuthority('Platform CA');
    const caFile = join(provider.home, 'ca.pem');
    await writeFile(caFile, authority.ca);
    const front = await listenWithTls(authority, forwardTo(provider.url));
    const portal = await startPortal({
      provider,
      entities,
      settings: {
        ...settings,
        caFile,
        metadataUrl: `${front.url}/.well-known/openid-configuration`,
      },
    });
    await provider.spawn({
      portalUrl: portal.url,
      issuer: front.url,
    });
    await untilSignInWorks(portal);
    const trusting = createBrowser(authority.ca);

    expect(await signIn(trusting, portal, 'admin')).toBe(PAGE_URL);

    expect((await refresh(trusting, portal)).status).toBe(200);
    await trusting.close();
    await front.close();
  });

  it('admits nobody while the configuration names nobody', async () => {
    const portal = await startPortal({ provider, entities, settings: {} });
    await provider.spawn({ portalUrl: portal.url });
    await untilSignInWorks(portal);

    expect(errorOf(await signIn(browser, portal, 'admin'))).toContain(
      'This portal admits nobody yet.',
    );
    expect(portal.audits).toEqual([
      expect.objectContaining({
        meta: expect.objectContaining({ refusal: 'nobody-admitted' }),
      }),
    ]);
  });

  it('blames the client settings when the provider rejects them', async () => {
    const portal = await startPortal({
      provider,
      entities,
      settings: { ...settings, clientSecret: 'another secret' },
    });
    await provider.spawn({ portalUrl: portal.url });
    await untilSignInWorks(portal);

    const error = errorOf(await signIn(browser, portal, 'admin'));

    expect(error).toContain('rejected the sign-in (invalid_client');
    expect(error).not.toContain('another secret');
  });
});
