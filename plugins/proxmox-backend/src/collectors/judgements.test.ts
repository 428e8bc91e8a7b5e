import {
  changedPins,
  renewedNodes,
  shownCertificate,
} from './certificates-collector';
import { judgePrivileges } from './privileges-collector';

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
  const cluster = {
    endpoints: [
      { url: 'https://a', fingerprint: print('AA') },
      { url: 'https://b', fingerprint: print('bb').toLowerCase() },
      { url: 'https://c' },
    ],
  };
  const node = (name: string, fingerprint?: string) => ({
    node: name,
    status: 'online',
    ssl_fingerprint: fingerprint,
  });

  it('names the endpoints whose pinned certificate no node shows', () => {
    expect(
      changedPins(
        cluster,
        [node('a', print('AA')), node('b', print('CC'))],
        [],
      ),
    ).toEqual(['https://b']);
    expect(
      changedPins(
        cluster,
        [node('a', print('AA')), node('b', print('BB'))],
        ['https://b'],
      ),
    ).toEqual([]);
  });

  it('says nothing new while a node does not tell its own, and forgets nothing', () => {
    const nodes = [node('a', print('AA')), node('b')];
    expect(changedPins(cluster, nodes, [])).toEqual([]);
    expect(changedPins(cluster, nodes, ['https://b'])).toEqual(['https://b']);
    expect(changedPins(cluster, nodes, ['https://a'])).toEqual([]);
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

describe('judgePrivileges', () => {
  const all = {
    '/': {
      'Sys.Audit': true,
      'VM.Audit': true,
      'Datastore.Audit': true,
      'Pool.Audit': true,
    },
  };

  it('finds a reader that is as it should be', () => {
    expect(judgePrivileges('read', all)).toEqual({ missing: [], excess: [] });
  });

  it.each([
    [
      'lacks all',
      {},
      [
        'Sys.Audit on /',
        'Sys.Audit on /nodes',
        'VM.Audit on /vms',
        'Datastore.Audit on /storage',
        'Pool.Audit on /pool',
      ],
      [],
    ],
    [
      'may too much',
      { ...all, '/vms': { 'VM.Audit': true, 'VM.Allocate': true } },
      [],
      ['VM.Allocate on /vms'],
    ],
    ['may look at more', { '/': { ...all['/'], 'SDN.Audit': true } }, [], []],
  ])('finds a reader that %s', (_, permissions, missing, excess) => {
    expect(judgePrivileges('read', permissions)).toEqual({ missing, excess });
  });

  it('names what is handed down once, where it is granted', () => {
    const { excess } = judgePrivileges('read', {
      '/': { ...all['/'], 'VM.Allocate': true },
      '/vms': { 'VM.Allocate': true, 'VM.Console': false },
      '/vms/100': { 'VM.Allocate': true, 'VM.Console': true },
    });
    expect(excess).toEqual([
      'VM.Allocate on /',
      'VM.Console on /vms',
      'VM.Console on /vms/100',
    ]);
  });

  it.each([
    [
      'one that may switch no guest',
      all,
      { missing: ['VM.PowerMgmt on /vms'], excess: [] },
    ],
    [
      'one for all guests',
      { '/': { 'Sys.Audit': true, 'VM.Audit': true, 'VM.PowerMgmt': true } },
      { missing: [], excess: [] },
    ],
    [
      'one for a pool and a guest',
      {
        '/': { 'Sys.Audit': true, 'VM.Audit': true },
        '/vms': { 'VM.Audit': true },
        '/pool/web': { 'VM.Audit': true, 'VM.PowerMgmt': true },
        '/vms/100': { 'VM.Audit': true, 'VM.PowerMgmt': false },
      },
      {
        missing: [],
        excess: [],
        limitedTo: ['VM.PowerMgmt on /pool/web', 'VM.PowerMgmt on /vms/100'],
      },
    ],
    [
      'one that may do other things to a guest',
      {
        '/': { 'Sys.Audit': true },
        '/vms/100': { 'VM.PowerMgmt': true, 'VM.Allocate': true },
      },
      {
        missing: ['VM.Audit on /vms'],
        excess: ['VM.Allocate on /vms/100'],
        limitedTo: ['VM.PowerMgmt on /vms/100'],
      },
    ],
  ])('judges of operators %s', (_, permissions, expected) => {
    expect(judgePrivileges('operate', permissions)).toEqual(expected);
  });

  it('takes a reader that may see one guest for one that lacks the others', () => {
    const { 'VM.Audit': _, ...rest } = all['/'];
    expect(
      judgePrivileges('read', { '/': rest, '/vms/100': { 'VM.Audit': true } }),
    ).toEqual({ missing: ['VM.Audit on /vms'], excess: [] });
  });
});
