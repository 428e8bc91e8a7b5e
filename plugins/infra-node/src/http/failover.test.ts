import { mockServices } from '@backstage/backend-test-utils';
import type { RequestListener } from 'node:http';
import { SourceFailure } from '../source-failure';
import {
  createSelfSigned,
  type TestCertificate,
} from './__testUtils__/certificates';
import { closedUrl, startHttps, until } from './__testUtils__/servers';
import { DefaultUpstream } from './default-upstream';
import { UnknownOutcomeFailure } from './failures';
import type { UpstreamEndpoint } from './types';

describe('several endpoints', () => {
  const closing: { close(): Promise<void> }[] = [];
  let certificate: TestCertificate;
  let other: TestCertificate;

  beforeAll(async () => {
    certificate = await createSelfSigned();
    other = await createSelfSigned();
  });
  afterEach(() => Promise.all(closing.splice(0).map(c => c.close())));

  const serve = async (handler: RequestListener) => {
    const server = await startHttps(certificate, handler);
    closing.push(server);
    return server;
  };
  const pinned = (url: string): UpstreamEndpoint => ({
    url,
    fingerprint: certificate.fingerprint,
  });
  const misPinned = (url: string): UpstreamEndpoint => ({
    url,
    fingerprint: other.fingerprint,
  });
  const upstreamOf = (endpoints: UpstreamEndpoint[], timeoutSeconds = 15) => {
    const upstream = DefaultUpstream.create({
      source: 'Source s',
      endpoints,
      timeoutSeconds,
      logger: mockServices.logger.mock(),
    });
    closing.push(upstream);
    return upstream;
  };
  const get = { method: 'GET', path: '/r' } as const;
  const post = { method: 'POST', path: '/w', body: 'x=1' } as const;

  it.each([
    ['refuses', async () => pinned(await closedUrl())],
    ['cuts', async () => pinned((await serve(r => r.socket.destroy())).url)],
    [
      'shows another certificate',
      async () => misPinned((await serve(() => {})).url),
    ],
  ])('reads from the next when one %s, and stays there', async (_, first) => {
    const good = await serve((__, res) => res.end());
    const upstream = upstreamOf([await first(), pinned(good.url)]);
    await expect(upstream.request(get)).resolves.toMatchObject({
      endpoint: good.url,
    });
    expect(upstream.endpoints().map(e => e.state)).toEqual(['failing', 'ok']);
    await upstream.request(get);
    expect(good.requests).toHaveLength(2);
    expect(upstream.endpoints()[0].state).toBe('failing');
  });

  it('reads from the next when one does not answer, within the time that the caller gave', async () => {
    const slow = await serve(() => {});
    const good = await serve((_, res) => res.end());
    const upstream = upstreamOf([pinned(slow.url), pinned(good.url)], 5.6);
    const startedAt = performance.now();
    await expect(upstream.request(get)).resolves.toMatchObject({
      endpoint: good.url,
    });
    expect(performance.now() - startedAt).toBeLessThan(5600);
  }, 20_000);

  it('prefers the one that answered last', async () => {
    const servers = [
      await serve((_, res) => res.end()),
      await serve((_, res) => res.end()),
    ];
    const upstream = upstreamOf(servers.map(s => pinned(s.url)));
    await upstream.request(get);
    await servers[0].close();
    await upstream.request(get);
    await upstream.request(get);
    expect(servers.map(s => s.requests.length)).toEqual([1, 2]);
  });

  it('does not ask another endpoint after a refusal', async () => {
    const refusing = await serve((_, res) => res.writeHead(401).end());
    const spare = await serve((_, res) => res.end());
    await expect(
      upstreamOf([pinned(refusing.url), pinned(spare.url)]).request(get),
    ).resolves.toMatchObject({ status: 401 });
    expect(spare.requests).toHaveLength(0);
  });

  it('sends a mutation to the next only when nothing had left', async () => {
    const unsent = await serve(() => {});
    const good = await serve((_, res) => res.end());
    const upstream = upstreamOf([
      pinned(await closedUrl()),
      misPinned(unsent.url),
      pinned(good.url),
    ]);
    await expect(upstream.request(post)).resolves.toMatchObject({
      endpoint: good.url,
    });
    expect(unsent.received()).toBe(0);
    expect(good.requests).toEqual(['POST /w']);
  });

  it.each(['POST', 'PUT', 'DELETE'] as const)(
    'sends a %s once, and says that its outcome is unknown when the answer is lost',
    async method => {
      const cutting = await serve(req => req.socket.destroy());
      const spare = await serve((_, res) => res.end());
      const upstream = upstreamOf([pinned(cutting.url), pinned(spare.url)]);
      const error = await upstream
        .request({ method, path: '/w' })
        .catch(e => e);
      expect(error).toBeInstanceOf(UnknownOutcomeFailure);
      expect(error).toBeInstanceOf(SourceFailure);
      expect(error.message).toContain(`${method} /w was sent`);
      expect(error.message).toContain('outcome is unknown');
      expect(cutting.requests).toEqual([`${method} /w`]);
      expect(spare.requests).toHaveLength(0);
    },
  );

  it('says the same when the answer takes too long or the caller gives up', async () => {
    const slow = await serve(() => {});
    const spare = await serve((_, res) => res.end());
    const upstream = upstreamOf([pinned(slow.url), pinned(spare.url)]);
    await expect(
      upstream.request({ ...post, timeoutSeconds: 0.2 }),
    ).rejects.toThrow(UnknownOutcomeFailure);

    const fresh = upstreamOf([pinned(slow.url), pinned(spare.url)]);
    const controller = new AbortController();
    const given = fresh
      .request({ ...post, signal: controller.signal })
      .catch(e => e);
    await until(() => slow.requests.length === 2);
    controller.abort();
    expect(await given).toBeInstanceOf(UnknownOutcomeFailure);
    expect((await given).message).toMatch(
      /was given up on before it had answered/,
    );
    expect(spare.requests).toHaveLength(0);
  });

  it('tells about each when none answers, and names the one to look at first', async () => {
    const refused = await closedUrl();
    const { url } = await serve(() => {});
    const error = await upstreamOf([pinned(refused), misPinned(url)])
      .request(get)
      .catch(e => e);
    expect(error).toMatchObject({ kind: 'untrusted' });
    expect(error.message).toContain(`${refused} refuses the connection`);
    expect(error.message).toContain(`${url} shows another certificate`);
    expect(error.message).toContain(`First look at ${url}.`);

    const same = await upstreamOf([pinned(refused), pinned(await closedUrl())])
      .request(get)
      .catch(e => e);
    expect(same).toMatchObject({ kind: 'unreachable' });
    expect(same.message).not.toContain('First look');
  });
});
