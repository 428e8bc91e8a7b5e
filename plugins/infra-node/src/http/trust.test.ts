import { createServer, type AddressInfo, type Socket } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { SourceFailure } from '../source-failure';
import {
  createSelfSigned,
  type TestCertificate,
} from './__testUtils__/certificates';
import { startHttps, startTls, type TestServer } from './__testUtils__/servers';
import { DefaultUpstream } from './default-upstream';
import { readPresentedCertificate } from './read-certificate';
import type { UpstreamOptions } from './types';

describe('whom an upstream trusts', () => {
  const closing: { close(): Promise<void> }[] = [];
  let authority: TestCertificate;
  let caFile: string;

  beforeAll(async () => {
    authority = await createSelfSigned();
    caFile = join(mkdtempSync(join(tmpdir(), 'trust-')), 'ca.pem');
    writeFileSync(caFile, `Our authority\n${authority.cert}\n`);
  });
  afterEach(() => Promise.all(closing.splice(0).map(c => c.close())));

  const serve = async (certificate: TestCertificate): Promise<TestServer> => {
    const server = await startHttps(certificate, (_, res) => res.end('yes'));
    closing.push(server);
    return server;
  };
  const ask = async (
    endpoint: UpstreamOptions['endpoints'][number],
    options?: Partial<UpstreamOptions>,
  ) => {
    const upstream = DefaultUpstream.create({
      source: 'Source s',
      endpoints: [endpoint],
      logger: mockServices.logger.mock(),
      ...options,
    });
    closing.push(upstream);
    const answer = await upstream.request({ method: 'GET', path: '/' });
    return answer.body.toString();
  };

  it('takes a certificate that the CA file has signed', async () => {
    const { url } = await serve(await authority.issue());
    await expect(ask({ url }, { caFile })).resolves.toBe('yes');
  });

  it('takes a self-signed certificate that is pinned, in any notation', async () => {
    const certificate = await createSelfSigned();
    const { url } = await serve(certificate);
    const { fingerprint } = certificate;
    await expect(ask({ url, fingerprint })).resolves.toBe('yes');
    await expect(
      ask({ url, fingerprint: fingerprint.replaceAll(':', '').toLowerCase() }),
    ).resolves.toBe('yes');
  });

  it('refuses others, each with its own words, before anything is sent', async () => {
    const other = await createSelfSigned();
    const cases = {
      'signed itself': await serve(await createSelfSigned()),
      'no trusted authority': await serve(await other.issue()),
      expired: await serve(await authority.issue({ validUntilDays: -1 })),
      'other names': await serve(
        await authority.issue({
          names: [{ type: 'dns', value: 'other.example.com' }],
        }),
      ),
    };
    const messages: string[] = [];
    for (const [words, server] of Object.entries(cases)) {
      const error = await ask({ url: server.url }, { caFile }).catch(e => e);
      expect(error).toBeInstanceOf(SourceFailure);
      expect(error).toMatchObject({ kind: 'untrusted' });
      expect(error.message).toContain(words);
      expect(error.message).toContain(`Source s: ${server.url} `);
      expect(server.received()).toBe(0);
      messages.push(error.message.replaceAll(server.url, ''));
    }
    expect(new Set(messages).size).toBe(4);
  });

  it('checks a pin before a byte is sent, and names both fingerprints', async () => {
    const [real, configured] = [
      await createSelfSigned(),
      await createSelfSigned(),
    ];
    const server = await startTls(real, socket =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    );
    closing.push(server);
    const { url } = server;

    const error = await ask({ url, fingerprint: configured.fingerprint }).catch(
      e => e,
    );
    expect(error).toMatchObject({ kind: 'untrusted' });
    expect(error.message).toContain(`expected ${configured.fingerprint}`);
    expect(error.message).toContain(`presented ${real.fingerprint}`);
    expect(server.received()).toBe(0);

    await ask({ url, fingerprint: real.fingerprint });
    expect(server.received()).toBeGreaterThan(0);
  });

  it('tells what an endpoint shows, and trusts it with that once it is told to', async () => {
    const [real, configured] = [
      await createSelfSigned(),
      await createSelfSigned(),
    ];
    const { url } = await serve(real);
    const upstream = DefaultUpstream.create({
      source: 'Source s',
      endpoints: [{ url, fingerprint: configured.fingerprint }],
      breaker: { failures: 1, seconds: 0 },
      logger: mockServices.logger.mock(),
    });
    closing.push(upstream);
    const read = () => upstream.request({ method: 'GET', path: '/' });
    await expect(read()).rejects.toMatchObject({ kind: 'untrusted' });
    expect(upstream.endpoints()).toMatchObject([
      { url, pinned: configured.fingerprint, presented: real.fingerprint },
    ]);

    upstream.trust(url, real.fingerprint.toLowerCase());
    expect(upstream.endpoints()).toEqual([
      { url, state: 'ok', pinned: real.fingerprint, askedAt: undefined },
    ]);
    await expect(read()).resolves.toMatchObject({ status: 200 });
    expect(upstream.endpoints()).toMatchObject([
      { url, state: 'ok', pinned: real.fingerprint },
    ]);
    expect(upstream.endpoints()[0]).not.toHaveProperty('presented');

    upstream.trust(url, undefined);
    expect(upstream.endpoints()[0].pinned).toBe(configured.fingerprint);
    expect(() => upstream.trust('https://other', 'AA')).toThrow(/no endpoint/);
    expect(() => upstream.trust(url, 'AA')).toThrow(/not a SHA-256/);
  });

  it('sends nothing over a kept connection to a certificate that is trusted no more, and asks the new one at once', async () => {
    const [real, other] = [await createSelfSigned(), await createSelfSigned()];
    const { url, requests } = await serve(real);
    const upstream = DefaultUpstream.create({
      source: 'Source s',
      endpoints: [{ url, fingerprint: real.fingerprint }],
      breaker: { failures: 1, seconds: 3600 },
      logger: mockServices.logger.mock(),
    });
    closing.push(upstream);
    const read = () => upstream.request({ method: 'GET', path: '/' });
    await read();
    upstream.trust(url, other.fingerprint);
    await expect(read()).rejects.toMatchObject({ kind: 'untrusted' });
    expect(requests).toHaveLength(1);
    // The breaker is open, for what was trusted then.
    upstream.trust(url, real.fingerprint);
    await expect(read()).resolves.toMatchObject({ status: 200 });
  });

  it('reads what an address shows without sending it anything', async () => {
    const certificate = await createSelfSigned();
    const server = await serve(certificate);
    await expect(
      readPresentedCertificate(server.url, { timeoutSeconds: 5 }),
    ).resolves.toMatchObject({ fingerprint: certificate.fingerprint });
    expect(server.received()).toBe(0);

    await server.close();
    await expect(
      readPresentedCertificate(server.url, { timeoutSeconds: 5 }),
    ).rejects.toMatchObject({ name: 'SourceFailure', kind: 'unreachable' });
  });

  it('gives up on an address that never shows anything', async () => {
    const sockets: Socket[] = [];
    const silent = createServer(socket => sockets.push(socket));
    await new Promise<void>(resolve => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    closing.push({
      close: () =>
        new Promise(resolve => {
          silent.close(() => resolve());
          sockets.forEach(socket => socket.destroy());
        }),
    });
    const { port } = silent.address() as AddressInfo;
    const url = `https://127.0.0.1:${port}`;
    await expect(
      readPresentedCertificate(url, { timeoutSeconds: 0.1 }),
    ).rejects.toMatchObject({ kind: 'timeout' });
    const gaveUp = new AbortController();
    const reading = readPresentedCertificate(url, {
      timeoutSeconds: 30,
      signal: gaveUp.signal,
    });
    gaveUp.abort(new Error('the viewer left'));
    await expect(reading).rejects.toThrow('the viewer left');
  });

  it('holds a pin against a certificate that an authority of ours has signed', async () => {
    const { url } = await serve(await authority.issue());
    const { fingerprint } = await createSelfSigned();
    await expect(ask({ url, fingerprint }, { caFile })).rejects.toMatchObject({
      kind: 'untrusted',
    });
  });

  it('says at creation what is wrong with the configuration', () => {
    const create = (options: Partial<UpstreamOptions>) => () =>
      DefaultUpstream.create({
        source: 'Source s',
        endpoints: [{ url: 'https://127.0.0.1:1' }],
        logger: mockServices.logger.mock(),
        ...options,
      });
    expect(create({ caFile: `${caFile}.not` })).toThrow(/cannot be read/);
    const empty = `${caFile}.empty`;
    writeFileSync(empty, 'nothing');
    expect(create({ caFile: empty })).toThrow(/holds no certificate/);
    const broken = `${caFile}.broken`;
    writeFileSync(
      broken,
      '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n',
    );
    expect(create({ caFile: broken })).toThrow(/that cannot be read/);
    expect(create({ endpoints: [] })).toThrow(/no endpoint/);
    for (const url of ['http://a', 'a', 'https://u:secret@a', 'https://a?b']) {
      expect(create({ endpoints: [{ url }] })).toThrow(/not an https URL/);
      expect(create({ endpoints: [{ url }] })).not.toThrow(/secret/);
    }
    expect(
      create({ endpoints: [{ url: 'https://a', fingerprint: 'AA' }] }),
    ).toThrow(/not a SHA-256 fingerprint/);
  });
});
