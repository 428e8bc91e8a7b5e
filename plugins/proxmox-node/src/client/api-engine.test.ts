import type {
  Upstream,
  UpstreamRequest,
} from '@reverb256/backstage-plugin-infra-node';
import { ApiEngine } from './api-engine';

function engineThatAnswers(data: unknown) {
  const requests: UpstreamRequest[] = [];
  const upstream: Upstream = {
    async request(request) {
      requests.push(request);
      return {
        endpoint: 'https://pve1:8006',
        status: 200,
        reason: 'OK',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ data })),
      };
    },
    endpoints: () => [],
    trust: () => {},
    close: async () => {},
  };
  const engine = new ApiEngine(
    {
      title: 'At home',
      token: { id: 'ctrl@pve!portal', secret: 'hunter2' },
    },
    upstream,
  );
  return { engine, requests };
}

it('turns typed paths into requests with the token', async () => {
  const { engine, requests } = engineThatAnswers([1]);
  const { signal } = new AbortController();
  const api = engine.api(signal);
  await expect(api.cluster.resources.$get({ type: 'vm' })).resolves.toEqual([
    1,
  ]);
  expect(requests).toEqual([
    {
      method: 'GET',
      path: '/api2/json/cluster/resources',
      query: { type: 'vm' },
      body: undefined,
      headers: {
        accept: 'application/json',
        authorization: 'PVEAPIToken=ctrl@pve!portal=hunter2',
      },
      signal,
    },
  ]);
});

it('sends the parameters of a mutation as a form, those of a removal in the query', async () => {
  const { engine, requests } = engineThatAnswers('UPID:');
  const guest = engine.api().nodes.$('pve1').qemu.$(100);
  await guest.status.stop.$post({ skiplock: true, timeout: 5 });
  await guest.$delete({ purge: true });
  expect(requests[0]).toMatchObject({
    method: 'POST',
    path: '/api2/json/nodes/pve1/qemu/100/status/stop',
    query: undefined,
    body: 'skiplock=1&timeout=5',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(requests[1]).toMatchObject({
    method: 'DELETE',
    query: { purge: 1 },
    body: undefined,
  });
});

it('encodes values in the path, and refuses those that lead elsewhere', async () => {
  const { engine, requests } = engineThatAnswers({});
  const api = engine.api();
  await api.nodes.$('a?b#c d').version.$get();
  expect(requests[0].path).toBe('/api2/json/nodes/a%3Fb%23c%20d/version');
  for (const node of ['..', '.', '', 'a/b', '../../access', 'a%2Fb', 'a\\b']) {
    await expect(
      (async () => api.nodes.$(node).version.$get())(),
    ).rejects.toMatchObject({ name: 'InputError' });
  }
  expect(requests).toHaveLength(1);
});
