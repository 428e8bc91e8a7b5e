import { featuresOf } from './features';
import { judgeFeatures, judgeToken } from './judge';

describe('judgeToken', () => {
  const all = {
    '/': {
      'Sys.Audit': true,
      'VM.Audit': true,
      'Datastore.Audit': true,
      'Pool.Audit': true,
    },
  };

  it('finds a reader that is as it should be', () => {
    expect(judgeToken(featuresOf(9), 'read', all)).toEqual({
      missing: [],
      excess: [],
    });
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
    expect(judgeToken(featuresOf(9), 'read', permissions)).toEqual({
      missing,
      excess,
    });
  });

  it('names what is handed down once, where it is granted', () => {
    const { excess } = judgeToken(featuresOf(9), 'read', {
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
    expect(judgeToken(featuresOf(9), 'operate', permissions)).toEqual(expected);
  });

  it('takes a reader that may see one guest for one that lacks the others', () => {
    const { 'VM.Audit': _, ...rest } = all['/'];
    expect(
      judgeToken(featuresOf(9), 'read', {
        '/': rest,
        '/vms/100': { 'VM.Audit': true },
      }),
    ).toEqual({ missing: ['VM.Audit on /vms'], excess: [] });
  });
});

it('names what an ACL takes away from a reader that has the rest', () => {
  const audit = {
    'Sys.Audit': true,
    'VM.Audit': true,
    'Datastore.Audit': true,
    'Pool.Audit': true,
  };
  expect(
    judgeToken(featuresOf(9), 'read', {
      '/': audit,
      '/vms': audit,
      '/vms/100': { 'VM.PowerMgmt': true },
      '/vms/101': audit,
      '/storage/nas': { 'VM.Audit': true },
    }).exceptOn,
  ).toEqual(['Datastore.Audit on /storage/nas', 'VM.Audit on /vms/100']);
});

describe('judgeFeatures', () => {
  const stateOf = (
    feature: string,
    permissions: Parameters<typeof judgeFeatures>[1],
    major = 9,
  ) =>
    judgeFeatures(featuresOf(major), permissions).find(
      each => each.feature === feature,
    )!;

  it.each<[string, string, Parameters<typeof judgeFeatures>[1], string]>([
    [
      'has all',
      'migrate',
      { operate: { '/': { 'VM.Migrate': true } } },
      'works',
    ],
    ['has none', 'migrate', { operate: { '/': {} } }, 'missing'],
    ['could not be asked', 'migrate', { operate: undefined }, 'unknown'],
    [
      'has it on a pool',
      'migrate',
      { operate: { '/pool/web': { 'VM.Migrate': true } } },
      'some',
    ],
    [
      'has one of two that are enough',
      'rollback',
      { operate: { '/vms': { 'VM.Snapshot.Rollback': true } } },
      'works',
    ],
    [
      'has a part of what it needs',
      'migrate-local-disks',
      { operate: { '/vms': { 'VM.Migrate': true } } },
      'missing',
    ],
    [
      'has it where a part is no use',
      'updates',
      { read: { '/nodes/a': { 'Sys.Modify': true } } },
      'missing',
    ],
  ])('says of a token that %s, for %s', (_, feature, permissions, state) => {
    expect(stateOf(feature, permissions).state).toBe(state);
  });

  it('says where it has it, if on some', () => {
    expect(
      stateOf('power', {
        operate: { '/vms/100': { 'VM.PowerMgmt': true } },
      }).needs,
    ).toEqual([
      {
        anyOf: ['VM.PowerMgmt'],
        path: '/vms',
        state: 'some',
        on: ['VM.PowerMgmt on /vms/100'],
      },
    ]);
  });

  it.each([
    [8, ['VM.Monitor']],
    [9, ['VM.GuestAgent.Audit', 'VM.GuestAgent.Unrestricted']],
  ])('asks for what Proxmox VE %s calls it: %s', (major, privileges) => {
    const { needs } = stateOf('guest-agent', { read: {} }, major);
    expect(needs[0].anyOf).toEqual(privileges);
    for (const privilege of privileges) {
      const has = { '/vms': { [privilege]: true } };
      expect(stateOf('guest-agent', { read: has }, major).state).toBe('works');
      expect(judgeToken(featuresOf(major), 'read', has).excess).toEqual([]);
    }
  });
});
