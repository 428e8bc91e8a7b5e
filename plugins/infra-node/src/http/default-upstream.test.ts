import { mockServices } from '@backstage/backend-test-utils';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import {
  createSelfSigned,
  type TestCertificate,
} from './__testUtils__/certificates';
import {
  closedUrl,
  startHttps,
  startTcp,
  startTls,
  until,
} from './__testUtils__/servers';
import { DefaultUpstream } from './default-upstream';
import type { UpstreamOptions, UpstreamRequest } from './types';

describe('one endpoint', () => {
  const closing: { close(): Promise<void> }[] = [];
  const closeLater = <T extends { close(): Promise<void> }>(thing: T): T => {
    closing.push(thing);
    return thing;
  };
  let certificate: TestCertificate;

  beforeAll(async () => {
    certificate = await createSelfSigned();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(closing.splice(0).map(c => c.close()));
  });

  const serve = async (handler: RequestListener) =>
    closeLater(await startHttps(certificate, handler));
  const upstreamOf = (url: string, options?: Partial<UpstreamOptions>) =>
    closeLater(
      DefaultUpstream.create({
        source: 'Source s',
        endpoints: [{ url, fingerprint: certificate.fingerprint }],
        logger: mockServices.logger.mock(),
        ...options,
      }),
    );
  const get = (path = '/', options?: Partial<UpstreamRequest>) =>
    ({ method: 'GET', path, ...options } as const);

  it('hands over status, reason phrase, headers and body, whatever the status', async () => {
    const { url } = await serve((_, res) => {
      res.writeHead(500, "can't lock file", { 'X-One': 'two' });
      res.end('{"data":null}');
    });
    const answer = await upstreamOf(url).request(get());
    expect(answer).toMatchObject({
      endpoint: url,
      status: 500,
      reason: "can't lock file",
      headers: { 'x-one': 'two' },
    });
    expect(answer.body.toString()).toBe('{"data":null}');
  });

  it('sends method, path under the URL, query, headers and body', async () => {
    let seen: unknown;
    const server = await serve((req, res) => {
      seen = req.headers;
      res.end();
    });
    await upstreamOf(`${server.url}/base/`).request({
      method: 'POST',
      path: '/a/b',
      query: { c: 'd&e', f: 1, g: true, h: undefined, i: ['1', '2'] },
      headers: { 'content-type': 'text/plain' },
      body: 'abc',
    });
    expect(server.requests).toEqual([
      'POST /base/a/b?c=d%26e&f=1&g=true&i=1&i=2',
    ]);
    expect(seen).toMatchObject({
      'content-type': 'text/plain',
      'content-length': '3',
    });
  });

  it('tells failures apart', async () => {
    const answering = (text: string) => (socket: Socket) => {
      socket.write(text);
    };
    const urls = {
      refused: await closedUrl(),
      noTls: closeLater(await startTcp(s => s.end('SSH-2.0-OpenSSH_9\r\n')))
        .url,
      cutInHandshake: closeLater(await startTcp(s => s.destroy())).url,
      noHttp: closeLater(
        await startTls(certificate, answering('hello\r\n\r\n')),
      ).url,
      cutBeforeAnswer: (await serve(req => req.socket.destroy())).url,
      cutInBody: (
        await serve((req, res) => {
          res.writeHead(200, { 'content-length': '10' });
          res.write('12345', () => req.socket.destroy());
        })
      ).url,
      hangs: (await serve(() => {})).url,
      drips: (
        await serve((_, res) => {
          const timer = setInterval(() => res.write('.'), 20);
          res.on('close', () => clearInterval(timer));
        })
      ).url,
      tooLarge: (await serve((_, res) => res.end('x'.repeat(2000)))).url,
    };
    const seen: Record<string, { kind: string; message: string }> = {};
    for (const [name, url] of Object.entries(urls)) {
      const upstream = upstreamOf(url, { timeoutSeconds: 0.4, maxBytes: 1000 });
      const error = await upstream.request(get()).catch(e => e);
      expect(error.message).toContain(`Source s: ${url} `);
      seen[name] = {
        kind: error.kind,
        message: error.message.replace(url, ''),
      };
    }
    const kinds = Object.fromEntries(
      Object.entries(seen).map(([name, { kind }]) => [name, kind]),
    );
    expect(kinds).toEqual({
      refused: 'unreachable',
      noTls: 'invalid',
      cutInHandshake: 'unreachable',
      noHttp: 'invalid',
      cutBeforeAnswer: 'unreachable',
      cutInBody: 'unreachable',
      hangs: 'timeout',
      drips: 'timeout',
      tooLarge: 'invalid',
    });
    const messages = Object.values(seen).map(({ message }) => message);
    expect(new Set(messages).size).toBe(messages.length);
  });

  it('gives up with the signal, before and during a request', async () => {
    const server = await serve(() => {});
    const upstream = upstreamOf(server.url);
    const reason = new Error('no longer wanted');
    await expect(
      upstream.request(get('/', { signal: AbortSignal.abort(reason) })),
    ).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);

    const controller = new AbortController();
    const request = upstream
      .request(get('/', { signal: controller.signal }))
      .catch(e => e);
    await until(() => server.requests.length === 1);
    controller.abort(reason);
    expect(await request).toBe(reason);
    expect(upstream.endpoints()[0].state).toBe('ok');
  });

  it('asks again when a kept connection was just being closed', async () => {
    const used = new Set<Socket>();
    const server = await serve((req, res) => {
      if (used.has(req.socket)) {
        req.socket.destroy();
      } else {
        used.add(req.socket);
        res.end('yes');
      }
    });
    const upstream = upstreamOf(server.url, { concurrency: 1 });
    await upstream.request(get('/first'));
    const answer = await upstream.request(get('/second'));
    expect(answer.body.toString()).toBe('yes');
    expect(server.requests).toEqual([
      'GET /first',
      'GET /second',
      'GET /second',
    ]);
  });

  it('has no more requests under way than allowed, and serves all in the end', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    const server = await serve((_, res) => {
      waiting.push(() => res.end());
      most = Math.max(most, waiting.length);
    });
    const upstream = upstreamOf(server.url, { concurrency: 2 });
    const all = Promise.all(
      Array.from({ length: 6 }, (_, i) => upstream.request(get(`/${i}`))),
    );
    for (let answered = 0; answered < 6; answered += 2) {
      await until(() => waiting.length === 2);
      waiting.splice(0).forEach(answer => answer());
    }
    await all;
    expect(most).toBe(2);
    expect(server.requests).toHaveLength(6);
  });

  it('lets a request leave the queue without holding up those behind it', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((_, res) => waiting.push(() => res.end()));
    const upstream = upstreamOf(server.url, { concurrency: 1 });
    const first = upstream.request(get('/first'));
    const controller = new AbortController();
    const left = upstream
      .request(get('/left', { signal: controller.signal }))
      .catch(e => e);
    const last = upstream.request(get('/last'));
    await until(() => waiting.length === 1);
    controller.abort(new Error('gone'));
    expect(await left).toEqual(new Error('gone'));
    waiting[0]();
    await first;
    await until(() => waiting.length === 2);
    waiting[1]();
    await last;
    expect(server.requests).toEqual(['GET /first', 'GET /last']);
  });

  it('says so when a turn does not come in time', async () => {
    const server = await serve(() => {});
    const upstream = upstreamOf(server.url, { concurrency: 1 });
    const controller = new AbortController();
    const first = upstream
      .request(get('/', { signal: controller.signal }))
      .catch(() => {});
    await until(() => server.requests.length === 1);
    await expect(
      upstream.request(get('/', { timeoutSeconds: 0.05 })),
    ).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('behind 1 others and was not sent'),
    });
    controller.abort();
    await first;
  });

  it('leaves an endpoint alone after failures in a row, and tries it again later', async () => {
    let healthy = false;
    const server = await serve((req, res) => {
      if (healthy) res.end('yes');
      else req.socket.destroy();
    });
    const logger = mockServices.logger.mock();
    const upstream = upstreamOf(server.url, {
      breaker: { failures: 2, seconds: 30 },
      logger,
    });
    expect(upstream.endpoints()).toMatchObject([
      { url: server.url, state: 'ok' },
    ]);

    await expect(upstream.request(get())).rejects.toThrow(/cut the connection/);
    expect(upstream.endpoints()).toMatchObject([
      { state: 'failing', error: expect.stringContaining('cut') },
    ]);
    await expect(upstream.request(get())).rejects.toThrow(/cut the connection/);
    expect(upstream.endpoints()[0].state).toBe('open');

    healthy = true;
    await expect(upstream.request(get())).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(
        /cut the connection without an answer when last asked, and is asked again 30 s after/,
      ),
    });
    expect(server.requests).toHaveLength(2);

    const later = Date.now() + 31_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    const answer = await upstream.request(get());
    expect(answer.body.toString()).toBe('yes');
    expect(upstream.endpoints()[0].state).toBe('ok');
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('does not take refusals for failures of the endpoint', async () => {
    const statuses = [401, 403, 404, 500, 503, 595];
    const left = [...statuses];
    const server = await serve((_, res) => {
      res.writeHead(left.shift() ?? 200).end();
    });
    const upstream = upstreamOf(server.url, { breaker: { failures: 1 } });
    for (const status of statuses) {
      await expect(upstream.request(get())).resolves.toMatchObject({ status });
      expect(upstream.endpoints()[0].state).toBe('ok');
    }
  });

  it('logs no header', async () => {
    const logger = mockServices.logger.mock();
    const server = await serve(req => req.socket.destroy());
    const error = await upstreamOf(server.url, { logger })
      .request(get('/', { headers: { authorization: 'hunter2' } }))
      .catch(e => e);
    const logged = [
      logger.error,
      logger.warn,
      logger.info,
      logger.debug,
    ].flatMap(method => method.mock.calls);
    expect(logged).toHaveLength(1);
    expect(JSON.stringify([logged, error, error.stack])).not.toContain(
      'hunter2',
    );
  });
});
