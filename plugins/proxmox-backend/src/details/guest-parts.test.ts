import {
  bareAddresses,
  fromAgent,
  fromContainer,
  isTelling,
  staticAddresses,
} from './addresses';
import { toGuestConfig } from './guest-config';
import { agentRefusal, notRunning, toFileSystems, toOs } from './guest-inside';
import { toBackups, toGuestStatus, toSnapshots } from './guest-parts';
import { toStorageContent } from './storage-content';
import { fromTaskStatus, stateOf, toTask } from './tasks';

const now = new Date('2026-11-24T10:00:00Z');
const EPOCH = 1764000000;

describe('the parts of a guest', () => {
  it('status', () => {
    expect(
      toGuestStatus(
        {
          status: 'running',
          qmpstatus: 'paused',
          uptime: 60,
          agent: true,
          'running-qemu': '9.2.0',
          ha: { managed: true, state: 'started' },
        },
        now,
      ),
    ).toEqual({
      status: 'paused',
      startedAt: '2026-11-24T09:59:00.000Z',
      agentEnabled: true,
      runningQemu: '9.2.0',
      ha: { managed: true, state: 'started' },
    });
    expect(toGuestStatus({ status: 'stopped', uptime: 0 }, now)).toEqual({
      status: 'stopped',
      ha: { managed: false },
    });
  });

  it('snapshots, and on which it runs', () => {
    const rows = [
      { name: 'base', snaptime: EPOCH, description: 'Clean\n', vmstate: false },
      { name: 'next', parent: 'base', vmstate: true },
      { name: 'current', parent: 'base', description: 'You are here!' },
    ];
    expect(toSnapshots('qemu', rows)).toEqual({
      snapshots: [
        {
          name: 'base',
          createdAt: '2025-11-24T16:00:00.000Z',
          description: 'Clean',
          withMemory: false,
        },
        { name: 'next', parent: 'base', withMemory: true },
      ],
      currentParent: 'base',
    });
    expect(toSnapshots('lxc', [{ name: 'current' }])).toEqual({
      snapshots: [],
      currentParent: undefined,
    });
  });

  it('addresses, as the agent and the node tell them', () => {
    const agent = fromAgent({
      result: [
        { name: 'lo', 'ip-addresses': [{ 'ip-address': '127.0.0.1' }] },
        {
          name: 'eth0',
          'hardware-address': 'bc:24:11:00:00:01',
          'ip-addresses': [
            { 'ip-address': '10.0.0.5', prefix: 24 },
            { 'ip-address': 'fe80::1', prefix: 64 },
            { 'ip-address': 'fd00::5', prefix: 64 },
          ],
        },
        { name: 'tun0' },
      ],
    });
    expect(agent).toEqual([
      {
        name: 'eth0',
        mac: 'bc:24:11:00:00:01',
        addresses: ['10.0.0.5/24', 'fd00::5/64'],
      },
      { name: 'tun0', addresses: [] },
    ]);
    expect(bareAddresses(agent)).toEqual(['10.0.0.5', 'fd00::5']);
    expect(fromAgent({})).toEqual([]);
    expect(
      fromContainer([
        { name: 'lo', inet: '127.0.0.1/8' },
        {
          name: 'eth0',
          inet: '10.0.0.6/24',
          'ip-addresses': [
            { 'ip-address': '10.0.0.6', prefix: 24 },
            { 'ip-address': '10.0.0.7', prefix: 24 },
          ],
        },
      ]),
    ).toEqual([{ name: 'eth0', addresses: ['10.0.0.6/24', '10.0.0.7/24'] }]);
    expect(
      staticAddresses(
        toGuestConfig('lxc', [
          { key: 'net0', value: 'name=eth0,ip=10.0.0.6/24,ip6=auto' },
          { key: 'net1', value: 'name=eth1,ip=dhcp' },
        ]),
      ),
    ).toEqual(['10.0.0.6']);
  });

  it.each([
    ['10.0.0.5', true],
    ['fd00::1/64', true],
    ['2001:db8::1', true],
    ['127.0.0.1', false],
    ['169.254.3.4/16', false],
    ['::1', false],
    ['fe80::1%eth0', false],
    ['dhcp', false],
    ['', false],
  ])('whether %s tells where somebody is: %s', (address, telling) => {
    expect(isTelling(address)).toBe(telling);
  });

  it('what is inside', () => {
    expect(
      toOs({
        result: { 'pretty-name': 'Debian 13', 'kernel-release': '6.12' },
      }),
    ).toEqual({ name: 'Debian 13', kernel: '6.12' });
    expect(toOs({})).toBeUndefined();
    expect(
      toFileSystems({
        result: [
          { mountpoint: '/var', type: 'xfs' },
          { mountpoint: '/', type: 'ext4', 'used-bytes': 1, 'total-bytes': 4 },
          {},
        ],
      }),
    ).toEqual([
      { mountedAt: '/', type: 'ext4', use: { usedBytes: 1, totalBytes: 4 } },
      { mountedAt: '/var', type: 'xfs' },
    ]);
  });

  it.each([
    ['Lab failed at GET /x: "No QEMU guest agent configured".', /configured/],
    [
      'Lab failed at GET /x: "QEMU guest agent is not running".',
      /does not run/,
    ],
    ['Lab failed at GET /x: "VM 100 is not running".', /does not run/],
    ['Lab failed: "VM 100 qga command \'x\' failed - got timeout".', /answer/],
  ])('of "%s" makes what to do', (message, advice) => {
    expect(agentRefusal(message)).toMatch(advice);
  });

  it('does not take another failure for the agent’s', () => {
    expect(agentRefusal('Lab failed at GET /x: "disk full".')).toBeUndefined();
    expect(notRunning({ status: 'running', type: 'qemu' })).toBeUndefined();
    expect(notRunning({ status: 'stopped', type: 'lxc' })).toMatch(
      /^The container is stopped/,
    );
  });

  it('backups, the newest first', () => {
    expect(
      toBackups([
        { volid: 'pbs:backup/vm/100/old', ctime: EPOCH - 60, size: 1 },
        {
          volid: 'pbs:backup/vm/100/new',
          ctime: EPOCH,
          notes: ' nightly ',
          protected: true,
          encrypted: 'aa:bb',
          verification: { state: 'ok' },
        },
        { volid: 'pbs:backup/vm/100/odd' },
      ]),
    ).toEqual([
      {
        volume: 'pbs:backup/vm/100/new',
        storage: 'pbs',
        createdAt: '2025-11-24T16:00:00.000Z',
        notes: 'nightly',
        protected: true,
        encrypted: true,
        verification: 'ok',
      },
      expect.objectContaining({
        volume: 'pbs:backup/vm/100/old',
        protected: false,
      }),
    ]);
  });

  it('what is on a storage, the largest first', () => {
    expect(
      toStorageContent([
        { volid: 'local:iso/a.iso', size: 5, format: 'iso' },
        {
          volid: 'tank:subvol-200-disk-0',
          size: 9,
          format: 'subvol',
          vmid: 200,
        },
        { volid: 'tank:vm-100-disk-0', content: 'images', vmid: 100 },
        { volid: 'local:snippets/x', vmid: 0, size: 7, content: 'snippets' },
      ]).volumes.map(({ volume, content, vmid }) => [volume, content, vmid]),
    ).toEqual([
      ['tank:subvol-200-disk-0', 'rootdir', '200'],
      ['local:snippets/x', 'snippets', undefined],
      ['local:iso/a.iso', 'iso', undefined],
      ['tank:vm-100-disk-0', 'images', '100'],
    ]);
  });
});

describe('a task', () => {
  const upid =
    'UPID:nexus:00001F40:00A1B2C3:69248000:qmstart:100:ctrl@pve!operate:';

  it('is told by its name and its row', () => {
    expect(
      toTask({ upid, endtime: EPOCH, status: 'OK', tokenid: 'operate' }),
    ).toEqual({
      upid,
      node: 'nexus',
      type: 'qmstart',
      id: '100',
      user: 'ctrl@pve',
      token: 'operate',
      startedAt: '2025-11-24T15:55:44.000Z',
      endedAt: '2025-11-24T16:00:00.000Z',
      state: 'succeeded',
      status: 'OK',
    });
    expect(toTask({ upid, status: 'RUNNING' })).toMatchObject({
      state: 'running',
      status: undefined,
      token: 'operate',
    });
    expect(toTask({ upid: 'x' })).toBeUndefined();
  });

  it.each([
    [undefined, false, 'running'],
    ['OK', true, 'succeeded'],
    ['WARNINGS: 2', true, 'warnings'],
    ['command failed: exit code 1', true, 'failed'],
    ['OKAY', true, 'failed'],
    ['unexpected status', true, 'unknown'],
    [undefined, true, 'unknown'],
  ])('with the status %s, ended %s, is %s', (status, hasEnded, state) => {
    expect(stateOf(status, hasEnded)).toBe(state);
  });

  it('is told by its status', () => {
    expect(fromTaskStatus(upid, { status: 'running' })?.state).toBe('running');
    expect(
      fromTaskStatus(upid, { status: 'stopped', exitstatus: 'no space left' }),
    ).toMatchObject({ state: 'failed', status: 'no space left' });
  });
});
