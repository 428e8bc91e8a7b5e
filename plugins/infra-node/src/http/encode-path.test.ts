import { assertPlainPath, encodePath } from './encode-path';

describe('encodePath', () => {
  it('keeps each value in its own segment', () => {
    expect(encodePath`/version`).toBe('/version');
    expect(encodePath`/nodes/${'pve1'}/qemu/${100}/status`).toBe(
      '/nodes/pve1/qemu/100/status',
    );
    expect(encodePath`/a/${'b?c#d &e'}/f`).toBe('/a/b%3Fc%23d%20%26e/f');
    expect(encodePath`/a/${'100%'}`).toBe('/a/100%25');
    expect(encodePath`/a/${'..b'}`).toBe('/a/..b');
  });

  it.each(['', '.', '..', 'a/b', 'a\\b', '%2e%2e', '%2E', 'a%2Fb', '\ud800'])(
    'refuses %j',
    value => {
      expect(() => encodePath`/nodes/${value}/status`).toThrow(
        expect.objectContaining({ name: 'InputError' }),
      );
    },
  );
});

describe('assertPlainPath', () => {
  it.each([
    'nodes',
    '/a/../b',
    '/a/%2e%2E/b',
    '/a/./b',
    '/a?b=c',
    '/a#b',
    '/a b',
    '/a\r\nHost: b',
    '/a\\b',
    '/ä',
  ])('refuses %j', path => {
    expect(() => assertPlainPath(path)).toThrow(/not a plain absolute path/);
  });

  it.each(['/', '/a', '/a/b%3Fc', '/a/..b'])('takes %j', path => {
    expect(() => assertPlainPath(path)).not.toThrow();
  });
});
