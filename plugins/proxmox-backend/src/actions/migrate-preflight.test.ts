import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import type { MigrationConditions } from '@reverb256/backstage-plugin-proxmox-node';
import {
  CONTAINER,
  MANAGED,
  situationOf,
  type Differences,
} from '../__testUtils__/situations';
import { migrateEffects } from './migrate-effects';
import { migrateObstacles } from './migrate-obstacles';
import type { Migrating, MigrateInput } from './migrating';

const GIB = 1024 ** 3;

const inventory: Pick<ProxmoxInventory, 'nodes' | 'storages' | 'guests'> = {
  guests: {},
  nodes: {
    forge: { name: 'forge', status: 'online' },
    nexus: {
      name: 'nexus',
      status: 'online',
      memory: { usedBytes: 6 * GIB, totalBytes: 8 * GIB },
    },
    closet: { name: 'closet', status: 'offline' },
    attic: { name: 'attic', status: 'online', haState: 'maintenance' },
  },
  storages: {
    'storage/nexus/fast': {
      id: 'storage/nexus/fast',
      storage: 'fast',
      node: 'nexus',
      shared: false,
      status: 'available',
      content: ['images'],
    },
  },
};

interface Case extends Differences {
  input?: Partial<MigrateInput>;
  conditions?: Partial<MigrationConditions>;
  /** Where the cluster cannot be asked. */
  unasked?: boolean;
  /** HA resources of guests that the caller may not move. */
  others?: string[];
}

function migrating({
  input,
  conditions,
  unasked,
  others = [],
  ...rest
}: Case): Migrating {
  return {
    ...situationOf(rest),
    input: { target: 'nexus', withLocalDisks: false, ...input },
    facts: {
      inventory,
      mayMove: sid => !others.includes(sid),
      conditions: unasked
        ? undefined
        : {
            allowedNodes: ['nexus', 'attic', 'closet'],
            blocks: {},
            localDisks: [],
            localResources: [],
            dependentHaResources: [],
            ...conditions,
          },
    },
  };
}

const disk = {
  volume: 'local-lvm:vm-100-disk-0',
  sizeBytes: 32 * GIB,
  cdrom: false,
  unused: false,
};
const kept = (blocks: Partial<MigrationConditions['blocks'][string]>) => ({
  allowedNodes: [],
  blocks: { nexus: { storages: [], haResources: [], ...blocks } },
});

it.each<[string, Case]>([
  ['a plain one', {}],
  [
    'one that stands still, with local disks',
    {
      now: { status: 'stopped' },
      conditions: { localDisks: [disk] },
    },
  ],
  [
    'local disks that are to come along',
    {
      input: { withLocalDisks: true },
      conditions: { localDisks: [disk] },
    },
  ],
  [
    'local disks where the HA manager takes them along',
    {
      now: MANAGED,
      conditions: { localDisks: [disk] },
    },
  ],
  [
    'a cloud-init disk',
    {
      conditions: {
        localDisks: [
          { ...disk, volume: 'local-lvm:vm-100-cloudinit', cdrom: true },
        ],
      },
    },
  ],
  [
    'a storage that is not there, with another to go to',
    {
      input: { targetStorage: 'fast' },
      conditions: kept({ storages: ['slow'] }),
    },
  ],
  [
    'a container, where the cluster cannot be asked',
    {
      guest: CONTAINER,
      unasked: true,
    },
  ],
  // Proxmox VE may list a node that it allows among the others too, with nothing to say.
  [
    'a node that is allowed',
    {
      conditions: {
        allowedNodes: ['nexus'],
        blocks: { nexus: { storages: [], haResources: [] } },
      },
    },
  ],
])('nothing stands in the way of %s', (_, given) => {
  expect(migrateObstacles(migrating(given))).toEqual([]);
});

it.each<[code: string, Case, message: string]>([
  ['same-node', { input: { target: 'forge' } }, 'It may go to: nexus.'],
  ['no-such-node', { input: { target: 'moon' } }, 'has no node moon'],
  ['target-offline', { input: { target: 'closet' } }, 'It may go to: nexus.'],
  [
    'target-maintenance',
    { input: { target: 'attic' }, now: MANAGED },
    'the HA manager moves nothing to it',
  ],
  [
    'ha-rule',
    {
      now: MANAGED,
      conditions: kept({
        haResources: [{ sid: 'vm:101', cause: 'resource-affinity' }],
      }),
    },
    'keep web (VM 100) from node nexus: vm:101',
  ],
  [
    'ha-rule',
    {
      now: MANAGED,
      others: ['vm:101', 'vm:102'],
      conditions: kept({
        haResources: [{ sid: 'vm:101' }, { sid: 'vm:102' }, { sid: 'ct:103' }],
      }),
    },
    'from node nexus: ct:103 and 2 other guests.',
  ],
  [
    'not-allowed-along',
    {
      now: MANAGED,
      others: ['vm:101'],
      conditions: { dependentHaResources: ['vm:101', 'ct:102'] },
    },
    'together with ct:102 and another guest, and you may not',
  ],
  [
    'storage-unavailable',
    { conditions: kept({ storages: ['slow', 'old'] }) },
    'does not have slow and old',
  ],
  ['not-allowed', { conditions: kept({}) }, 'such as a mapped device'],
  [
    'target-storage',
    { input: { targetStorage: 'moon' } },
    'has no storage moon',
  ],
  [
    'ha-target-storage',
    { now: MANAGED, input: { targetStorage: 'fast' } },
    'cannot be told a storage',
  ],
  [
    'local-resources',
    { conditions: { localResources: ['hostpci0'] } },
    'devices of its node (hostpci0)',
  ],
  [
    'local-cdrom',
    {
      conditions: {
        localDisks: [{ ...disk, volume: 'local:iso/a.iso', cdrom: true }],
      },
    },
    'local:iso/a.iso',
  ],
  ['local-disks', { conditions: { localDisks: [disk] } }, 'withLocalDisks'],
])('%s blocks', (code, given, message) => {
  expect(migrateObstacles(migrating(given))).toEqual([
    { code, severity: 'block', message: expect.stringContaining(message) },
  ]);
});

it.each<[code: string, Case, message: string]>([
  [
    'memory',
    {
      guest: { memory: { usedBytes: GIB, totalBytes: 4 * GIB } },
    },
    'has 2.0 GiB of memory left, and web (VM 100) may use 4.0 GiB',
  ],
  ['target-maintenance', { input: { target: 'attic' } }, 'is in maintenance'],
  [
    'local-resources',
    { now: MANAGED, conditions: { localResources: ['hostpci0'] } },
    'moves it all the same',
  ],
])('%s warns', (code, given, message) => {
  expect(migrateObstacles(migrating(given))).toEqual([
    { code, severity: 'warning', message: expect.stringContaining(message) },
  ]);
});

it.each<[string, Case, string[]]>([
  [
    'a virtual machine that runs',
    {},
    ['from node forge to node nexus', 'goes on running'],
  ],
  [
    'one that stands still',
    { now: { status: 'stopped' } },
    ['from node forge to node nexus'],
  ],
  [
    'a container that runs',
    { guest: CONTAINER },
    [
      'from node forge',
      'is shut down, moved, and started',
      'volumes are copied',
    ],
  ],
  [
    'local disks',
    {
      input: { withLocalDisks: true },
      conditions: { localDisks: [disk, disk] },
    },
    ['from node', 'goes on running', '2 disks of 64.0 GiB together'],
  ],
  [
    'one that HA manages, and what goes along',
    {
      now: MANAGED,
      conditions: { dependentHaResources: ['vm:101', 'ct:102'] },
    },
    [
      'from node',
      'goes on running',
      'HA manager is asked',
      'vm:101 and ct:102',
    ],
  ],
  [
    'a container where the cluster cannot be asked',
    { guest: CONTAINER, now: { status: 'stopped' }, unasked: true },
    ['from node', 'volumes are copied', 'cannot be asked beforehand'],
  ],
])('says what will happen to %s', (_, given, sentences) => {
  expect(migrateEffects(migrating(given))).toEqual(
    sentences.map(sentence => expect.stringContaining(sentence)),
  );
});
