import type { Gap } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxInventory,
  ProxmoxNode,
  ProxmoxStorage,
} from '@reverb256/backstage-plugin-proxmox-common';
import { isUnseenInInventory } from './unseen';

const full = { usedBytes: 97, totalBytes: 100 };
const node = (
  name: string,
  status: ProxmoxNode['status'],
  memory?: ProxmoxNode['memory'],
): ProxmoxNode => ({ name, status, memory });
const storage = (
  on: string,
  name: string,
  parts: Partial<ProxmoxStorage> = {},
): ProxmoxStorage => ({
  id: `storage/${on}/${name}`,
  storage: name,
  node: on,
  shared: false,
  status: parts.use ? 'available' : 'unknown',
  content: [],
  ...parts,
});
const inventory = (
  parts: {
    cluster?: ProxmoxInventory['cluster'];
    nodes?: ProxmoxNode[];
    storages?: ProxmoxStorage[];
  } = {},
): ProxmoxInventory => ({
  cluster: parts.cluster ?? { quorate: true },
  nodes: Object.fromEntries((parts.nodes ?? []).map(n => [n.name, n])),
  guests: {},
  storages: Object.fromEntries((parts.storages ?? []).map(s => [s.id, s])),
});
const gap = (path: string): Gap => ({
  path,
  error: {
    kind: 'timeout',
    message: 'too slow',
    since: '2026-11-24T03:00:00.000Z',
  },
});
const local = 'storages/storage/forge/local';
const shared = { shared: true };

type Case = [
  unseen: boolean,
  code: string,
  path: string | undefined,
  what: string,
  data: ProxmoxInventory | undefined,
  gaps?: string[],
];

describe('isUnseenInInventory', () => {
  it.each<Case>([
    [true, 'not-quorate', 'cluster', 'nothing was read', undefined],
    [
      true,
      'not-quorate',
      'cluster',
      'the status is a gap',
      inventory({ cluster: {} }),
      ['cluster'],
    ],
    [false, 'not-quorate', 'cluster', 'it is quorate', inventory()],
    [
      false,
      'not-quorate',
      'cluster',
      'it is a single node now',
      inventory({ cluster: { standalone: true } }),
    ],

    [
      true,
      'node-offline',
      'nodes/forge',
      'nobody tells its state',
      inventory({ nodes: [node('forge', 'unknown')] }),
    ],
    [
      true,
      'node-offline',
      'nodes/forge',
      'nobody tells who is a member',
      inventory(),
      ['cluster'],
    ],
    [
      false,
      'node-offline',
      'nodes/forge',
      'it has left the cluster',
      inventory(),
    ],
    [
      false,
      'node-offline',
      'nodes/forge',
      'it is back, with its load hidden',
      inventory({ nodes: [node('forge', 'online')] }),
      ['nodes/forge'],
    ],
    [
      false,
      'node-unknown',
      'nodes/forge',
      'it is offline',
      inventory({ nodes: [node('forge', 'offline')] }),
    ],

    [
      true,
      'node-memory-full',
      'nodes/forge',
      'the node is offline',
      inventory({ nodes: [node('forge', 'offline')] }),
    ],
    [
      true,
      'node-memory-full',
      'nodes/forge',
      'its load is hidden',
      inventory({ nodes: [node('forge', 'online')] }),
      ['nodes/forge'],
    ],
    [
      false,
      'node-memory-full',
      'nodes/forge',
      'its memory is told',
      inventory({ nodes: [node('forge', 'online', full)] }),
    ],
    [
      false,
      'node-memory-full',
      'nodes/forge',
      'it has left the cluster',
      inventory(),
    ],

    [
      true,
      'storage-full',
      local,
      'its node is offline',
      inventory({
        nodes: [node('forge', 'offline')],
        storages: [storage('forge', 'local')],
      }),
    ],
    [
      true,
      'storage-full',
      local,
      'storages are hidden',
      inventory(),
      ['storages'],
    ],
    [
      false,
      'storage-full',
      local,
      'its use is told',
      inventory({ storages: [storage('forge', 'local', { use: full })] }),
    ],
    [
      false,
      'storage-full',
      local,
      'it is no more',
      inventory({ storages: [storage('forge', 'other')] }),
    ],
    [
      false,
      'storage-full',
      local,
      'another node tells its use of a shared one',
      inventory({
        storages: [
          storage('forge', 'local', shared),
          storage('nexus', 'local', { ...shared, use: full }),
        ],
      }),
    ],
    [
      true,
      'storage-full',
      local,
      'no node tells the use of a shared one',
      inventory({
        storages: [
          storage('forge', 'local', shared),
          storage('nexus', 'local', shared),
        ],
      }),
    ],

    [
      true,
      'storage-unavailable',
      local,
      'its node is offline',
      inventory({
        nodes: [node('forge', 'offline')],
        storages: [storage('forge', 'local')],
      }),
    ],
    [
      true,
      'storage-unavailable',
      local,
      'storages are hidden',
      inventory(),
      ['storages'],
    ],
    [
      false,
      'storage-unavailable',
      local,
      'its node is online',
      inventory({
        nodes: [node('forge', 'online')],
        storages: [storage('forge', 'local', { use: full })],
      }),
    ],
    [false, 'storage-unavailable', local, 'it is no more', inventory()],

    [
      false,
      'certificate-expiring',
      'nodes/forge',
      'the node is offline',
      inventory({ nodes: [node('forge', 'offline')] }),
    ],
  ])(
    'is %s for %s of %s when %s',
    (expected, code, path, _, data, gaps = []) => {
      expect(
        isUnseenInInventory({ code, path }, { data, gaps: gaps.map(gap) }),
      ).toBe(expected);
    },
  );
});
