import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSettings } from '../settings';
import { createAuthority } from '../__testUtils__/certificates';
import { listen, listenWithTls } from '../__testUtils__/servers';
import type { TestServer } from '../__testUtils__/servers';
import { DefaultOidcClientSource } from './OidcClientSource';

function serveMetadata(more: JsonObject = {}): RequestListener {
  return (request, response) => {
    const secure = 'encrypted' in request.socket;
    const issuer = `${secure ? 'https' : 'http'}://${request.headers.host}`;
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        ...more,
      }),
    );
  };
}

describe('DefaultOidcClientSource', () => {
  let directory: string;
  let server: TestServer | undefined;
  let stop: AbortController;

  const createSource = (url: string, more: JsonObject = {}) =>
    DefaultOidcClientSource.create({
      settings: readSettings(
        'test',
        new ConfigReader({
          metadataUrl: `${url}/.well-known/openid-configuration`,
          clientId: 'portal',
          clientSecret: 'secret',
          timeoutSeconds: 1,
          ...more,
        }),
      ),
      logger: mockServices.logger.mock(),
      signal: stop.signal,
    });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'oidc-source-'));
    stop = new AbortController();
    server = undefined;
  });

  afterEach(async () => {
    stop.abort();
    await server?.close();
    await rm(directory, { recursive: true });
  });

  const writeCa = async (name: string) => {
    const authority = await createAuthority(name);
    const caFile = join(directory, `${name}.pem`);
    await writeFile(caFile, authority.ca);
    return { authority, caFile };
  };

  it('trusts an authority that the file names, and no other', async () => {
    const { authority, caFile } = await writeCa('right');
    const { caFile: wrongFile } = await writeCa('wrong');
    server = await listenWithTls(authority, serveMetadata());
    const untrusted =
      /presents a certificate that is not trusted here \([A-Z_]+\); its certificate authority belongs into the file that caFile names, since /;

    await expect(createSource(server.url).get()).rejects.toThrow(untrusted);
    await expect(
      createSource(server.url, { caFile: wrongFile }).get(),
    ).rejects.toThrow(untrusted);
    const client = await createSource(server.url, { caFile }).get();
    expect(client.issuer.metadata.issuer).toBe(server.url);
  });

  it.each([
    ['is missing', undefined],
    ['holds no certificate', 'something else'],
  ])('says when the certificate file %s', async (_case, content) => {
    const caFile = join(directory, 'ca.pem');
    if (content) {
      await writeFile(caFile, content);
    }

    await expect(
      createSource('https://localhost:1', { caFile }).get(),
    ).rejects.toThrow(
      `The certificate authority file ${caFile} cannot be used`,
    );
  });

  it.each([
    [
      'another issuer',
      serveMetadata({ issuer: 'https://evil.example' }),
      'it calls itself https://evil.example where',
    ],
    [
      'an endpoint without TLS',
      serveMetadata({ token_endpoint: 'http://idp.example/token' }),
      'names http://idp.example/token, which is neither https nor on loopback',
    ],
    [
      'no endpoints',
      serveMetadata({ jwks_uri: '' }),
      'its metadata has no jwks_uri',
    ],
    [
      'a page',
      ((_request, response) => response.end('<html>')) as RequestListener,
      'does not answer as an OpenID provider',
    ],
    [
      'nothing',
      (() => undefined) as RequestListener,
      'does not answer in time',
    ],
  ])('says what is wrong when it gets %s', async (_case, listener, message) => {
    server = await listen(createServer(listener), 'http');

    await expect(createSource(server.url).get()).rejects.toThrow(message);
  });

  it('asks once for many, and again only when the metadata is older than wanted', async () => {
    let requests = 0;
    const answer = serveMetadata();
    server = await listen(
      createServer((request, response) => {
        requests += 1;
        answer(request, response);
      }),
      'http',
    );
    const source = createSource(server.url);

    const clients = await Promise.all([
      source.get(),
      source.get(),
      source.get({ maxAgeSeconds: 30 }),
    ]);
    expect(new Set(clients).size).toBe(1);
    expect(requests).toBe(1);
    // The same client, since the provider is the same: it has the signing keys cached.
    expect(await source.get({ maxAgeSeconds: -1 })).toBe(clients[0]);
    expect(requests).toBe(2);
  });
});
