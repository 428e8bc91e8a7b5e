import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { z } from 'zod';
import { gather } from './gather';
import { DefaultPluginClient } from './plugin-client';

const schema = z.object({ items: z.array(z.string()) });
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map(close => close()));
});

/** A plugin that answers as given, and a client that asks it. */
async function clientOf(
  listener: RequestListener,
  options: { timeoutSeconds?: number; undelegable?: boolean } = {},
) {
  const server = createServer(listener);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>(done => {
      server.close(() => done());
      server.closeAllConnections();
    });
  closers.push(close);
  const auth = mockServices.auth.mock({
    getOwnServiceCredentials: async () =>
      mockCredentials.service('plugin:infra'),
    async getPluginRequestToken({ onBehalfOf, targetPluginId }) {
      if (options.undelegable) throw new NotAllowedError('restricted');
      return {
        token: `${targetPluginId} for ${String(onBehalfOf)}`,
      };
    },
  });
  const discovery = mockServices.discovery.mock({
    getBaseUrl: async pluginId => `http://127.0.0.1:${port}/api/${pluginId}`,
  });
  const client = DefaultPluginClient.create({
    auth,
    discovery,
    timeoutSeconds: options.timeoutSeconds,
  });
  return { client, close };
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };

const ask = { pluginId: 'proxmox', path: '/v1/things?limit=3', schema };

describe('DefaultPluginClient', () => {
  it('asks in our own name, or on behalf of somebody', async () => {
    const asked: (string | undefined)[] = [];
    const { client } = await clientOf((request, response) => {
      asked.push(request.url, request.headers.authorization);
      json(200, { items: ['a'] })(request, response);
    });
    expect(await client.get(ask)).toEqual({ items: ['a'] });
    await client.get({ ...ask, credentials: mockCredentials.user() });
    expect(asked).toEqual([
      '/api/proxmox/v1/things?limit=3',
      'Bearer proxmox for mockCredentials{servicePrincipal{plugin:infra}}',
      '/api/proxmox/v1/things?limit=3',
      'Bearer proxmox for mockCredentials{userPrincipal{user:default/mock}}',
    ]);
  });

  it.each<[string, RequestListener, string, string]>([
    [
      'refuses',
      json(403, { error: { message: 'This needs infra.run.read.' } }),
      'refused',
      'The plugin proxmox answers 403: This needs infra.run.read.',
    ],
    [
      'is not there',
      json(404, {}),
      'refused',
      'The plugin proxmox does not serve /v1/things. Is it installed, and is it one of ours? See infra.plugins in the configuration.',
    ],
    [
      'fails with a page',
      (_, response) => response.writeHead(502).end('<html>Bad gateway</html>'),
      'silent',
      'The plugin proxmox answers 502',
    ],
    [
      'answers a page',
      (_, response) => response.end('<html>Welcome</html>'),
      'invalid',
      'what is not understood (body: ',
    ],
    [
      'answers something else',
      json(200, { items: ['a', 1] }),
      'invalid',
      'answers at /v1/things what is not understood (items.1: ',
    ],
    [
      'cuts the answer off',
      (_, response) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('{"items":');
        response.destroy();
      },
      'silent',
      'cannot be asked (',
    ],
    [
      'never answers',
      () => undefined,
      'silent',
      'The plugin proxmox did not answer within 0.3 s.',
    ],
    [
      'never ends its answer',
      (_, response) => {
        response.write('{"items":[');
      },
      'silent',
      'The plugin proxmox did not answer within 0.3 s.',
    ],
  ])(
    'says what happened when the plugin %s',
    async (_, listener, kind, message) => {
      const { client } = await clientOf(listener, { timeoutSeconds: 0.3 });
      const failure = await client.get(ask).catch(error => error);
      expect(failure).toMatchObject({ name: 'PluginFailure', kind });
      expect(failure.message).toContain(message);
    },
  );

  it('waits longer for an answer that is said to take longer', async () => {
    const answer = { items: ['a'] };
    const { client } = await clientOf(
      (request, response) =>
        void setTimeout(() => json(200, answer)(request, response), 200),
      { timeoutSeconds: 0.05 },
    );
    await expect(client.get(ask)).rejects.toThrow('within 0.05 s');
    expect(await client.get({ ...ask, timeoutSeconds: 5 })).toEqual(answer);
  });

  it('says that nothing listens', async () => {
    const { client, close } = await clientOf(json(200, {}));
    await close();
    await expect(client.get(ask)).rejects.toThrow(
      'The plugin proxmox cannot be asked (ECONNREFUSED). Is it running?',
    );
  });
});

describe('gather', () => {
  it('makes unknown what fails, and blanks nothing else', async () => {
    const { client } = await clientOf((request, response) =>
      (request.url?.includes('/vault/')
        ? json(500, {})
        : json(200, { items: ['a'] }))(request, response),
    );
    expect(
      await gather(['proxmox', 'vault', 'ha'], pluginId =>
        client.get({ ...ask, pluginId }),
      ),
    ).toEqual({
      answers: [
        { pluginId: 'proxmox', answer: { items: ['a'] } },
        { pluginId: 'ha', answer: { items: ['a'] } },
      ],
      unknown: [{ pluginId: 'vault', message: 'The plugin vault answers 500' }],
    });
  });

  it('refuses a token that can be passed on to nobody, and says where to go', async () => {
    const { client } = await clientOf(json(200, { items: [] }), {
      undelegable: true,
    });
    await expect(
      gather(['proxmox', 'vault'], pluginId =>
        client.get({ ...ask, pluginId }),
      ),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('Ask /api/vault with it directly.'),
    });
  });

  it('does not hide a mistake of our own', async () => {
    await expect(
      gather(['proxmox'], async () => {
        throw new TypeError('a mistake');
      }),
    ).rejects.toThrow('a mistake');
  });
});
