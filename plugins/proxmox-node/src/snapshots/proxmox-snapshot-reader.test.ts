import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { SnapshotHead } from '@reverb256/backstage-plugin-infra-common';
import { DefaultProxmoxSnapshotReader } from './proxmox-snapshot-reader';

const head = (
  source: string,
  values?: Partial<SnapshotHead>,
): SnapshotHead => ({
  source,
  title: source,
  version: 'v1',
  collectedAt: '2026-08-01T10:00:00.000Z',
  intervalSeconds: 10,
  gaps: [],
  ...values,
});
const data = { cluster: { name: 'a' }, nodes: {}, guests: {}, storages: {} };
const failure = {
  kind: 'unreachable',
  message: 'Nothing answers',
  since: '2026-08-01T10:00:10.000Z',
} as const;

describe('DefaultProxmoxSnapshotReader', () => {
  let server: Server;
  let heads: SnapshotHead[];
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    server = createServer((req, res) => {
      asked.push(req.url ?? '');
      const source = decodeURIComponent(req.url?.split('/').pop() ?? '');
      const known = heads.find(h => h.source === source);
      const body =
        req.url === '/v1/heads'
          ? {
              now: '2026-08-01T10:00:00.000Z',
              heads: { inventory: heads, privileges: heads },
            }
          : known && {
              ...known,
              data: req.url?.includes('/privileges/') ? { tokens: {} } : data,
            };
      const isAllowed = /^Bearer .+/.test(req.headers.authorization ?? '');
      res.writeHead(isAllowed ? 200 : 401, {
        'content-type': 'application/json',
      });
      res.end(JSON.stringify(body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(
    () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );

  const createReader = (token = 'a-token') => {
    const { port } = server.address() as AddressInfo;
    return DefaultProxmoxSnapshotReader.create({
      auth: mockServices.auth.mock({
        getOwnServiceCredentials: async () => ({
          $$type: '@backstage/BackstageCredentials',
          principal: { type: 'service', subject: 'plugin:ha' },
        }),
        getPluginRequestToken: async () => ({ token }),
      }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => `http://127.0.0.1:${port}`,
      }),
    });
  };

  it('asks for an inventory again only when it changed, and always for age and error', async () => {
    const reader = createReader();
    heads = [head('a/b')];
    await expect(reader.inventory('a/b')).resolves.toMatchObject({ data });
    expect(asked).toEqual(['/v1/heads', '/v1/snapshots/inventory/a%2Fb']);

    heads = [head('a/b', { error: failure })];
    await expect(reader.inventory('a/b')).resolves.toEqual({
      ...heads[0],
      data,
    });
    expect(asked.slice(2)).toEqual(['/v1/heads']);

    heads = [head('a/b', { version: 'v2' })];
    await expect(reader.inventory('a/b')).resolves.toMatchObject({
      version: 'v2',
    });
    expect(asked.slice(3)).toEqual([
      '/v1/heads',
      '/v1/snapshots/inventory/a%2Fb',
    ]);
  });

  it('keeps what tokens may do apart from the inventory', async () => {
    const reader = createReader();
    heads = [head('a')];
    await expect(reader.inventory('a')).resolves.toMatchObject({ data });
    await expect(reader.privileges('a')).resolves.toMatchObject({
      data: { tokens: {} },
    });
  });

  it('lists every cluster, also one that was never read', async () => {
    heads = [head('a'), head('b', { version: '', collectedAt: undefined })];
    const snapshots = await createReader().inventories();
    expect(snapshots.map(s => [s.source, s.data])).toEqual([
      ['a', data],
      ['b', undefined],
    ]);
    expect(asked).toHaveLength(2);
  });

  it('does not know a cluster that is not configured', async () => {
    heads = [];
    await expect(createReader().inventory('x')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('passes a refusal on', async () => {
    heads = [];
    await expect(createReader('').inventories()).rejects.toMatchObject({
      name: 'ResponseError',
      response: { status: 401 },
    });
  });
});
