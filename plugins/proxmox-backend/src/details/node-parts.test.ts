import {
  toCertificates,
  toDisks,
  toNetwork,
  toNodeStatus,
  toReplication,
  toSubscription,
  toUpdates,
} from './node-parts';
import { judgeService, toServices } from './services';

describe('the parts of a node', () => {
  it('status', () => {
    expect(
      toNodeStatus({
        kversion: 'Linux 6.14.11-2-pve #1 SMP PREEMPT_DYNAMIC',
        pveversion: 'pve-manager/9.2.3/abcdef',
        cpuinfo: { model: 'AMD Ryzen', sockets: 1, cores: 8, cpus: 16 },
        loadavg: [0.5, 0.4, 0.3],
        wait: 0.01,
        swap: { used: 0, total: 0 },
        rootfs: { used: 1, total: 2 },
        ksm: { shared: 5 },
        'boot-info': { mode: 'efi', secureboot: false },
      }),
    ).toEqual({
      kernel: 'Linux 6.14.11-2-pve',
      pveVersion: '9.2.3',
      cpuModel: 'AMD Ryzen',
      sockets: 1,
      cores: 8,
      threads: 16,
      loadAverage: [0.5, 0.4, 0.3],
      ioWaitFraction: 0.01,
      // There is no swap: that is not swap of which nothing is used.
      swap: undefined,
      rootDisk: { usedBytes: 1, totalBytes: 2 },
      ksmSharedBytes: 5,
      bootMode: 'efi',
      secureBoot: false,
    });
    expect(
      toNodeStatus({
        'current-kernel': { sysname: 'Linux', release: '6.8.12-1-pve' },
      }).kernel,
    ).toBe('Linux 6.8.12-1-pve');
  });

  it.each([
    [
      { health: 'PASSED', wearout: 97 },
      { health: 'passed', life: 0.97 },
    ],
    [{ health: 'OK', wearout: 'N/A' }, { health: 'passed' }],
    [
      { health: 'FAILED!', wearout: '3' },
      { health: 'failed', life: 0.03 },
    ],
    [{ health: 'UNKNOWN' }, { health: 'unknown' }],
    [{}, { health: 'unknown' }],
    [
      { health: 'Tired', wearout: '' },
      { health: 'unknown', text: 'Tired' },
    ],
    [{ wearout: -1 }, { health: 'unknown' }],
  ])('a disk of %j', (row, { health, life, text }: Record<string, unknown>) => {
    const [disk] = toDisks([{ devpath: '/dev/sda', ...row }]);
    expect(disk).toMatchObject({
      device: '/dev/sda',
      health,
      lifeLeftFraction: life,
      healthText: text,
    });
  });

  it('what a disk is used for', () => {
    const [ceph, lvm, none] = toDisks([
      { devpath: 'a', osdid: 3, used: 'LVM' },
      { devpath: 'b', osdid: -1, used: 'LVM', size: 100, type: 'nvme' },
      { devpath: 'c', osdid: -1, size: 0, type: 'unknown' },
    ]);
    expect(ceph.usedFor).toBe('ceph OSD 3');
    expect(lvm).toMatchObject({ usedFor: 'LVM', sizeBytes: 100, type: 'nvme' });
    expect(none).toEqual({ device: 'c', health: 'unknown' });
  });

  it('network', () => {
    expect(
      toNetwork([
        {
          iface: 'vmbr0',
          type: 'bridge',
          active: true,
          autostart: true,
          cidr: '10.0.0.1/24',
          cidr6: 'fd00::1/64',
          gateway: '10.0.0.254',
          bridge_ports: 'bond0 eno9',
          comments: 'To the house\n',
        },
        {
          iface: 'bond0',
          type: 'bond',
          slaves: 'eno1 eno2',
          bond_mode: '802.3ad',
        },
        {
          iface: 'eno1.40',
          type: 'vlan',
          'vlan-id': 40,
          'vlan-raw-device': 'eno1',
        },
        { iface: 'x' },
      ]),
    ).toEqual([
      expect.objectContaining({
        active: true,
        addresses: ['10.0.0.1/24', 'fd00::1/64'],
        gateways: ['10.0.0.254'],
        ports: ['bond0', 'eno9'],
        comment: 'To the house',
      }),
      expect.objectContaining({ ports: ['eno1', 'eno2'], bondMode: '802.3ad' }),
      expect.objectContaining({ vlan: '40', ports: ['eno1'] }),
      {
        name: 'x',
        type: 'unknown',
        active: false,
        autostart: false,
        addresses: [],
        gateways: [],
        ports: [],
      },
    ]);
  });

  it.each([
    ['running', 'active', 'enabled', 'right'],
    ['exited', 'active', 'enabled', 'right'],
    ['dead', 'inactive', 'enabled', 'wrong'],
    ['failed', 'failed', 'enabled', 'wrong'],
    ['failed', 'failed', 'disabled', 'wrong'],
    ['dead', 'inactive', 'disabled', 'off'],
    ['dead', 'inactive', 'not-found', 'off'],
    ['dead', 'inactive', 'masked', 'off'],
    ['auto-restart', 'activating', 'enabled', 'unknown'],
    ['dead', 'inactive', 'surprise', 'unknown'],
    ['running', undefined, undefined, 'right'],
    ['dead', undefined, 'enabled', 'wrong'],
    [undefined, undefined, undefined, 'unknown'],
    ['unknown', undefined, 'enabled', 'unknown'],
  ])(
    'a service that is %s, %s and %s is %s',
    (state, active, unit, verdict) => {
      const row = {
        service: 'corosync',
        state,
        'active-state': active,
        'unit-state': unit,
      };
      expect(judgeService(row)).toBe(verdict);
      expect(toServices([row])[0]).toMatchObject({
        name: 'corosync',
        state: state ?? 'unknown',
      });
    },
  );

  it('updates, subscription, certificates and replication', () => {
    expect(
      toUpdates([
        { Package: 'qemu', Title: '', OldVersion: '1', Version: '2' },
        { Package: 'odd' },
      ]),
    ).toEqual([{ package: 'qemu', oldVersion: '1', newVersion: '2' }]);
    expect(
      toSubscription({
        status: 'Active',
        nextduedate: '2027-01-31',
        checktime: 1764000000,
      }),
    ).toEqual({
      status: 'active',
      nextDueAt: '2027-01-31T00:00:00.000Z',
      checkedAt: '2025-11-24T16:00:00.000Z',
    });
    expect(
      toSubscription({ status: 'notfound', nextduedate: 'never' }),
    ).toEqual({ status: 'notfound' });
    expect(
      toCertificates([{ filename: 'pve-ssl.pem', notafter: 1764000000 }, {}]),
    ).toEqual([
      {
        filename: 'pve-ssl.pem',
        names: [],
        notAfter: '2025-11-24T16:00:00.000Z',
      },
      { filename: 'unknown', names: [] },
    ]);
    expect(
      toReplication([
        {
          id: '100-0',
          target: 'forge',
          last_sync: 0,
          last_try: 1764000000,
          fail_count: 2,
          error: 'no route to host',
          disable: true,
        },
        { id: '101-0', guest: 101, target: 'forge', pid: 5 },
      ]),
    ).toEqual([
      {
        id: '100-0',
        vmid: '100',
        target: 'forge',
        enabled: false,
        lastTryAt: '2025-11-24T16:00:00.000Z',
        failCount: 2,
        error: 'no route to host',
        running: false,
      },
      {
        id: '101-0',
        vmid: '101',
        target: 'forge',
        enabled: true,
        running: true,
      },
    ]);
  });
});
