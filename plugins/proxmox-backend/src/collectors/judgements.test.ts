import {
  changedPins,
  renewedNodes,
  shownCertificate,
} from './certificates-collector';

const print = (pair: string) => Array(32).fill(pair).join(':');

describe('shownCertificate', () => {
  it('is the web server’s own where there is one', () => {
    const node = { filename: 'pve-ssl.pem', notafter: 1 };
    const own = { filename: 'pveproxy-ssl.pem', notafter: 2 };
    const root = { filename: 'pve-root-ca.pem', notafter: 3 };
    expect(shownCertificate([root, node, own])).toBe(own);
    expect(shownCertificate([root, node])).toBe(node);
    expect(shownCertificate([root])).toBeUndefined();
  });
});

describe('changedPins', () => {
  const endpoints = [
    { url: 'https://a', pinned: print('AA') },
    { url: 'https://b', pinned: print('bb').toLowerCase() },
    { url: 'https://c' },
  ];
  const node = (name: string, fingerprint?: string) => ({
    node: name,
    status: 'online',
    ssl_fingerprint: fingerprint,
  });

  it('names the endpoints whose pinned certificate no node shows', () => {
    expect(
      changedPins(
        endpoints,
        [node('a', print('AA')), node('b', print('CC'))],
        [],
      ),
    ).toEqual(['https://b']);
    expect(
      changedPins(
        endpoints,
        [node('a', print('AA')), node('b', print('BB'))],
        ['https://b'],
      ),
    ).toEqual([]);
  });

  it('says nothing new while a node does not tell its own, and forgets nothing', () => {
    const nodes = [node('a', print('AA')), node('b')];
    expect(changedPins(endpoints, nodes, [])).toEqual([]);
    expect(changedPins(endpoints, nodes, ['https://b'])).toEqual(['https://b']);
    expect(changedPins(endpoints, nodes, ['https://a'])).toEqual([]);
  });
});

describe('renewedNodes', () => {
  const known = (fingerprint?: string) => ({
    a: {
      fingerprint,
      notAfter: '2026-12-01T00:00:00.000Z',
      readAt: '2026-11-24T03:00:00.000Z',
    },
  });
  const shows = (fingerprint?: string) => [
    { node: 'a', status: 'online', ssl_fingerprint: fingerprint },
    { node: 'b', status: 'online', ssl_fingerprint: print('BB') },
  ];

  it.each([
    ['another certificate', print('AA'), print('CC'), ['a']],
    ['the same, written otherwise', print('aa').toLowerCase(), print('AA'), []],
    ['none, being offline', print('AA'), undefined, []],
    ['one, where none could be compared', undefined, print('AA'), []],
  ])('of a node that shows %s', (_, before, now, renewed) => {
    expect(renewedNodes(known(before), shows(now))).toEqual(renewed);
  });
});
