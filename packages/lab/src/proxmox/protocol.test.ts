import { Agent } from 'node:https';
import { startLab, type Lab, type ProxmoxService } from '../testing.ts';
import { pve } from '../tests/pve.ts';

let lab: Lab;
let service: ProxmoxService;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  [service] = lab.lab.services.proxmox;
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

const token = 'ctrl@pve!portal';

describe('an answer', () => {
  it('is JSON with data, under the content type of the real one', async () => {
    const answer = await pve(service, '/version', { token });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json;charset=UTF-8',
      server: 'pve-api-daemon/3.0',
      'cache-control': 'max-age=0',
    });
    expect(answer.body.data).toMatchObject({
      version: '9.2.3',
      release: '9.2',
    });
  });

  it.each<[string, string, number, string]>([
    [
      'an unknown method',
      '/nodes/nexus/journal',
      501,
      "Method 'GET /nodes/nexus/journal' not implemented",
    ],
    [
      'an unknown format',
      '/api2/xml/nodes',
      501,
      'no formatter for uri /nodes, xml',
    ],
    ['no format', '/api2/', 501, 'no such uri'],
    [
      'an unknown node',
      '/nodes/moon/version',
      500,
      "hostname lookup 'moon' failed - failed to get address info for: moon: Name or service not known",
    ],
    [
      'a guest elsewhere',
      '/nodes/nexus/qemu/140/status/current',
      500,
      "Configuration file 'nodes/nexus/qemu-server/140.conf' does not exist",
    ],
    [
      'an unknown pool',
      '/pools?poolid=none',
      500,
      "pool 'none' does not exist",
    ],
  ])('to %s is an error', async (_, path, status, reason) => {
    expect(await pve(service, path, { token })).toMatchObject({
      status,
      reason,
      headers: { connection: 'close' },
    });
  });

  it('names every parameter that is wrong', async () => {
    const answer = await pve(service, '/cluster/resources?type=cat&sort=1', {
      token,
    });
    expect(answer).toMatchObject({
      status: 400,
      reason: 'Parameter verification failed.',
      body: {
        data: null,
        errors: {
          type: "value 'cat' does not have a value in the enumeration 'vm, storage, node, sdn'",
          sort: 'property is not defined in schema and the schema does not allow additional properties',
        },
        message: 'Parameter verification failed.\n',
      },
    });
    const missing = await pve(service, '/nodes/nexus/rrddata', { token });
    expect(missing.body.errors).toEqual({
      timeframe: 'property is missing and it is not optional',
    });
  });
});

describe('limits', () => {
  it('takes a body with PUT and POST alone, and up to 512 KiB', async () => {
    const send = (method: string, body: string, headers = {}) =>
      pve(service, '/nodes', { method, body, token, headers });
    expect(await send('GET', 'a=1')).toMatchObject({
      status: 501,
      reason: "Unexpected content for method 'GET'",
    });
    expect(await send('DELETE', 'a=1')).toMatchObject({ status: 501 });
    expect(await send('POST', 'a'.repeat(512 * 1024 + 1))).toMatchObject({
      status: 501,
      reason: 'for data too large',
    });
    expect(
      await send('POST', '<a/>', { 'Content-Type': 'text/xml' }),
    ).toMatchObject({ status: 506 });
    expect(
      await pve(service, '/nodes', {
        method: 'POST',
        token,
        body: 'a=1',
        headers: { 'Transfer-Encoding': 'chunked', 'Content-Length': '' },
      }).catch(() => ({ status: 501 })),
    ).toMatchObject({ status: 501 });
  });

  it('cuts the connection of a head with too many or too long headers', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 70 }, (_, index) => [`x-${index}`, '1']),
    );
    await expect(
      pve(service, '/version', { token, headers: many }),
    ).rejects.toBeDefined();
    await expect(
      pve(service, '/version', {
        token,
        headers: { 'x-long': 'a'.repeat(9000) },
      }),
    ).rejects.toBeDefined();
  });

  it('ends a connection after a hundred requests', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const connection: unknown[] = [];
    for (let index = 0; index < 100; index += 1) {
      const answer = await pve(service, '/version', { token, agent });
      connection.push(answer.headers.connection);
    }
    expect(connection.slice(0, 99)).toEqual(Array(99).fill('Keep-Alive'));
    expect(connection[99]).toBe('close');
    agent.destroy();
  });
});

describe('an endpoint that is broken', () => {
  const ask = () => pve(service, '/nodes', { token });

  it('answers rubbish, half a document, or a status of one’s own', async () => {
    const mode = async (
      options: Parameters<Lab['control']['breakEndpoint']>[0],
    ) => {
      await lab.control.breakEndpoint({ node: 'nexus', ...options });
      return ask();
    };
    expect(await mode({ mode: 'rubbish' })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html' },
    });
    const half = await mode({ mode: 'invalid-json' });
    expect(half.status).toBe(200);
    expect(half.body).toBeUndefined();
    expect(
      await mode({ mode: 'status', status: 502, reason: 'Bad Gateway' }),
    ).toMatchObject({ status: 502, reason: 'Bad Gateway' });
    await expect(mode({ mode: 'reset' })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    await lab.control.healEndpoint();
    expect((await ask()).status).toBe(200);
  });

  it.each(['hang', 'drip'] as const)('never ends: %s', async mode => {
    await lab.control.breakEndpoint({ node: 'nexus', prefix: '/nodes', mode });
    const slow = ask();
    const winner = await Promise.race([
      slow.then(() => 'answered'),
      pve(service, '/version', { token }).then(() => 'the other path'),
    ]);
    expect(winner).toBe('the other path');
    slow.catch(() => {});
    await lab.control.killNode('nexus');
    await expect(slow).rejects.toBeDefined();
  });

  it('is slow where it was told to be, and 596 for who is forwarded to it', async () => {
    await lab.control.slowEndpoint({
      node: 'nexus',
      prefix: '/nodes',
      delayMs: 300,
    });
    expect((await ask()).milliseconds).toBeGreaterThanOrEqual(300);
    await lab.control.setTimes({ proxyTimeoutMs: 200 });
    await lab.control.breakEndpoint({ node: 'forge', mode: 'hang' });
    expect(await pve(service, '/nodes/forge/version', { token })).toMatchObject(
      { status: 596, reason: 'Connection timed out' },
    );
  });
});

describe('a certificate', () => {
  it('is the one of lab.json, of /nodes and of certificates/info, and can be rotated live', async () => {
    const presented = async () => {
      const agent = new Agent({ rejectUnauthorized: false });
      const answer = await pve(service, '/nodes', { token, agent });
      const [{ ssl_fingerprint: listed }] = answer.body.data;
      const info = await pve(service, '/nodes/nexus/certificates/info', {
        token,
      });
      expect(info.body.data[0].fingerprint).toBe(listed);
      return listed;
    };
    expect(await presented()).toBe(service.fingerprint);
    const { fingerprint } = await lab.control.rotateCertificate('nexus');
    expect(fingerprint).not.toBe(service.fingerprint);
    expect(await presented()).toBe(fingerprint);
    expect(lab.read().services.proxmox[0].fingerprint).toBe(fingerprint);
  });
});

describe('counters', () => {
  it('say how often each endpoint was asked', async () => {
    await lab.control.resetRequests();
    await pve(service, '/nodes', { token });
    await pve(service, '/cluster/resources?type=vm', { token });
    await pve(service, '/cluster/resources', { token });
    const { total, requests } = await lab.control.requests();
    expect(total).toBe(3);
    expect(
      requests.find(({ path }) => path === '/cluster/resources'),
    ).toMatchObject({ node: 'nexus', method: 'GET', count: 2 });
  });
});
