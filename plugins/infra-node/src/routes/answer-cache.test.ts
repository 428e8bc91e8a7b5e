import express from 'express';
import request from 'supertest';
import { AnswerCache } from './answer-cache';

const KB = 1024;

/** A server that answers `/<key>?size=` from a cache, or fails. */
function serve(capacityBytes: number) {
  const cache = new AnswerCache(capacityBytes);
  const made: string[] = [];
  const app = express();
  app.get('/:key', (req, res, next) => {
    const { key } = req.params;
    const make = async () => {
      made.push(key);
      if (key === 'broken') throw new Error('broken');
      return 'x'.repeat(Number(req.query.size));
    };
    cache.send(req, res, key, make).catch(next);
  });
  app.use(((_error, _req, res, _next) => {
    res.status(500).end();
  }) satisfies express.ErrorRequestHandler);
  const get = (key: string, size: number, encoding = 'identity') =>
    request(app).get(`/${key}?size=${size}`).set('Accept-Encoding', encoding);
  return { cache, made, get };
}

describe('AnswerCache', () => {
  it('makes an answer once for all that ask for the same', async () => {
    const { made, get } = serve(100 * KB);
    const answers = await Promise.all([get('a', 10), get('a', 10)]);
    expect(answers.map(({ body }) => body)).toEqual(
      Array(2).fill('x'.repeat(10)),
    );
    expect(made).toEqual(['a']);
  });

  it('forgets what was asked for the longest ago when there is no more room', async () => {
    const { cache, made, get } = serve(100 * KB);
    for (const key of ['a', 'b', 'a', 'c']) await get(key, 40 * KB);
    expect(cache.bytes).toBeLessThanOrEqual(100 * KB);
    expect(cache.bytes).toBeGreaterThan(80 * KB);
    await get('a', 40 * KB);
    expect(made).toEqual(['a', 'b', 'c']);
    await get('b', 40 * KB);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('keeps many small answers where few large ones have room', async () => {
    const { made, get } = serve(100 * KB);
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    for (const key of keys) await get(key, 100);
    await get('k0', 100);
    expect(made).toEqual(keys);
  });

  it('counts what is compressed too', async () => {
    const { cache, get } = serve(100 * KB);
    await get('a', 40 * KB);
    const plain = cache.bytes;
    const { headers, body } = await get('a', 40 * KB, 'gzip');
    expect(headers['content-encoding']).toBe('gzip');
    expect(body).toHaveLength(40 * KB);
    expect(cache.bytes).toBeGreaterThan(plain);
  });

  it('sends what is larger than all of its room, and keeps nothing of it', async () => {
    const { cache, get } = serve(10 * KB);
    const { body } = await get('a', 40 * KB, 'gzip');
    expect(body).toHaveLength(40 * KB);
    expect(cache.bytes).toBe(0);
  });

  it('does not remember a failure', async () => {
    const { cache, made, get } = serve(10 * KB);
    await get('broken', 1).expect(500);
    await get('broken', 1).expect(500);
    expect(made).toEqual(['broken', 'broken']);
    expect(cache.bytes).toBe(0);
  });
});
