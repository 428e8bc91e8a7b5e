import { SourceFailure } from '../source-failure';
import { ReadingCache, type ReadingRequest } from './reading-cache';

/** A thing that answers when the test says so. */
function thing<T = string>(key: string, more: Partial<ReadingRequest<T>> = {}) {
  const asked: {
    signal: AbortSignal;
    answer(value: T): void;
    fail(error: unknown): void;
  }[] = [];
  const request: ReadingRequest<T> = {
    key,
    title: `The ${key}`,
    freshSeconds: 10,
    read: signal =>
      new Promise<T>((answer, fail) => {
        asked.push({ signal, answer, fail });
      }),
    ...more,
  };
  return { asked, request };
}

/** Taking turns takes a while, if only a moment. */
async function untilAsked(asked: readonly unknown[]): Promise<void> {
  while (asked.length === 0) await new Promise(setImmediate);
}

const gone = () =>
  new SourceFailure('unreachable', 'Node forge cannot be reached');

describe('ReadingCache', () => {
  let now: Date;
  const cacheOf = (
    options: { capacityBytes?: number; patienceSeconds?: number } = {},
  ) => ReadingCache.create({ clock: () => now, ...options });
  const pass = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };
  beforeEach(() => {
    now = new Date('2026-11-24T10:00:00Z');
  });

  it('asks once for however many look', async () => {
    const cache = cacheOf();
    const { asked, request } = thing('disks');
    const reading = Promise.all(
      Array.from({ length: 50 }, () => cache.read(request)),
    );
    expect(asked).toHaveLength(1);
    asked[0].answer('ok');
    for (const each of await reading) {
      expect(each).toEqual({
        now: '2026-11-24T10:00:00.000Z',
        collectedAt: '2026-11-24T10:00:00.000Z',
        data: 'ok',
      });
    }
    pass(9);
    expect(await cache.read(request)).toMatchObject({
      now: '2026-11-24T10:00:09.000Z',
      collectedAt: '2026-11-24T10:00:00.000Z',
    });
    expect(asked).toHaveLength(1);
    pass(1);
    const next = cache.read(request);
    expect(asked).toHaveLength(2);
    asked[1].answer('new');
    expect((await next).data).toBe('new');
  });

  it('keeps the last good read, and says since when there is no newer one', async () => {
    const cache = cacheOf();
    const { asked, request } = thing('disks');
    const first = cache.read(request);
    asked[0].answer('good');
    await first;

    for (const at of [1, 2]) {
      pass(10);
      const reading = cache.read(request);
      asked[at].fail(gone());
      expect(await reading).toMatchObject({
        collectedAt: '2026-11-24T10:00:00.000Z',
        data: 'good',
        error: {
          kind: 'unreachable',
          message: 'Node forge cannot be reached',
          since: '2026-11-24T10:00:10.000Z',
        },
      });
    }

    pass(10);
    const again = cache.read(request);
    asked[3].answer('better');
    expect(await again).toEqual({
      now: '2026-11-24T10:00:30.000Z',
      collectedAt: '2026-11-24T10:00:30.000Z',
      data: 'better',
    });
  });

  it('does not ask again at once for what failed', async () => {
    const cache = cacheOf();
    const { asked, request } = thing('disks');
    const reading = cache.read(request);
    asked[0].fail(new TypeError('x is undefined'));
    expect(await reading).toEqual({
      now: expect.any(String),
      error: expect.objectContaining({ kind: 'invalid' }),
    });
    await cache.read(request);
    expect(asked).toHaveLength(1);
    pass(5);
    const again = cache.read(request);
    expect(asked).toHaveLength(2);
    asked[1].answer('ok');
    expect((await again).error).toBeUndefined();
  });

  it('goes on for the others when one leaves, and gives up when all have', async () => {
    const cache = cacheOf();
    const { asked, request } = thing('disks');
    const [one, other] = [new AbortController(), new AbortController()];
    const leaving = cache.read(request, one.signal);
    const staying = cache.read(request, other.signal);
    one.abort(new Error('closed'));
    await expect(leaving).rejects.toThrow('closed');
    expect(asked[0].signal.aborted).toBe(false);
    asked[0].answer('ok');
    expect((await staying).data).toBe('ok');

    pass(60);
    const last = new AbortController();
    const alone = cache.read({ ...request, key: 'alone' }, last.signal);
    last.abort(new Error('closed'));
    await expect(alone).rejects.toThrow('closed');
    expect(asked[1].signal.aborted).toBe(true);
    // Nothing is said against the thing itself, and the next one has it read.
    const next = cache.read({ ...request, key: 'alone' });
    asked[2].answer('ok');
    expect(await next).toEqual({
      now: expect.any(String),
      collectedAt: expect.any(String),
      data: 'ok',
    });
  });

  it('answers something old when the new takes too long, and keeps the new one when it comes', async () => {
    const cache = cacheOf({ patienceSeconds: 0 });
    const { asked, request } = thing('disks');
    const first = cache.read(request);
    asked[0].answer('old');
    await first;
    pass(20);
    expect((await cache.read(request)).data).toBe('old');
    expect(asked).toHaveLength(2);
    asked[1].answer('new');
    await Promise.resolve();
    expect((await cache.read(request)).data).toBe('new');
  });

  it('says which thing did not answer in time, also where that heeds no signal', async () => {
    const cache = cacheOf();
    const { request } = thing('disks', { timeoutSeconds: 0.02 });
    expect(await cache.read(request)).toMatchObject({
      error: {
        kind: 'timeout',
        message: expect.stringMatching(/^The disks: no answer within 0.02 s/),
      },
    });
  });

  it('does not let a slow one hold up another', async () => {
    const cache = cacheOf();
    const limits = (node: string) => [
      { key: `lab/${node}`, atOnce: 1 },
      { key: 'lab', atOnce: 2 },
    ];
    const slow = thing('slow', { limits: limits('forge') });
    const behind = thing('behind', {
      limits: limits('forge'),
      timeoutSeconds: 0.05,
    });
    const other = thing('other', { limits: limits('nexus') });
    const slowReading = cache.read(slow.request);
    const behindReading = cache.read(behind.request);
    const otherReading = cache.read(other.request);
    await untilAsked(other.asked);
    expect(slow.asked).toHaveLength(1);
    other.asked[0].answer('ok');
    expect((await otherReading).data).toBe('ok');
    expect((await behindReading).error?.kind).toBe('timeout');
    expect(behind.asked).toHaveLength(0);
    slow.asked[0].answer('late');
    expect((await slowReading).data).toBe('late');
    pass(5);
    const again = cache.read(behind.request);
    await untilAsked(behind.asked);
    behind.asked[0].answer('ok');
    expect((await again).data).toBe('ok');
  });

  it('takes no more room than it is given: what was asked for the longest ago goes first', async () => {
    const cache = cacheOf({ capacityBytes: 30_000 });
    const asked: string[] = [];
    const read = (key: string) =>
      cache.read({
        key,
        title: key,
        freshSeconds: 60,
        read: async () => {
          asked.push(key);
          return 'x'.repeat(9_000);
        },
      });
    for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await read(key);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'b']);
    expect(cache.bytes).toBeLessThanOrEqual(30_000);
  });

  it('reads anew what was changed', async () => {
    const cache = cacheOf();
    let reads = 0;
    const request = {
      key: 'lab/qemu/100/snapshots',
      title: 'x',
      freshSeconds: 60,
      read: async () => (reads += 1),
    };
    await cache.read(request);
    cache.forgetAge('lab/qemu/101/');
    await cache.read(request);
    expect(reads).toBe(1);
    cache.forgetAge('lab/qemu/100/');
    expect((await cache.read(request)).data).toBe(2);
  });
});
