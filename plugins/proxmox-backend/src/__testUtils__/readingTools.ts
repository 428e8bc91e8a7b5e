import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import { registerReadingTools } from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { createReadingTools } from '../tools';

const NOW = new Date('2026-11-24T10:00:00.000Z');
/** When the cluster was read: five seconds ago. */
export const READ_AT = '2026-11-24T09:59:55.000Z';

const guest = (id: string, more: Partial<ProxmoxGuest> = {}): ProxmoxGuest => {
  const [type, vmid] = id.split('/');
  return {
    id,
    vmid,
    type: type as ProxmoxGuest['type'],
    name: `guest-${vmid}`,
    node: 'nexus',
    status: 'running',
    template: false,
    tags: [],
    ...more,
  };
};

/** A cluster of two nodes, one of them dead, and four guests. */
export const inventory: Snapshot<ProxmoxInventory> = {
  source: 'home',
  title: 'Home cluster',
  version: '1',
  collectedAt: READ_AT,
  intervalSeconds: 10,
  gaps: [],
  data: {
    cluster: { name: 'home', quorate: true },
    nodes: {
      forge: { name: 'forge', status: 'offline' },
      nexus: { name: 'nexus', status: 'online' },
    },
    guests: {
      'lxc/200': guest('lxc/200', { tags: ['web'], pool: 'public' }),
      'qemu/100': guest('qemu/100', {
        tags: ['web', 'db'],
        memory: { usedBytes: 1, totalBytes: 2 },
        lock: 'backup',
      }),
      'qemu/101': guest('qemu/101', { status: 'stopped' }),
      'qemu/102': guest('qemu/102', {
        node: 'forge',
        lastKnownAt: '2026-11-24T09:00:00.000Z',
      }),
    },
    storages: {},
  },
};

/** A policy by which somebody sees the guests of one pool only. */
export const onlyPublic: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'proxmox',
  resourceType: 'proxmox-guest',
  conditions: {
    rule: 'IS_IN_POOL',
    resourceType: 'proxmox-guest',
    params: { pools: ['public'] },
  },
};

/** The same cluster, since it does not answer any more. */
export const failed: Snapshot<ProxmoxInventory> = {
  ...inventory,
  error: {
    kind: 'unreachable',
    message: 'No endpoint answers.',
    since: READ_AT,
  },
};

const task = (number: number, id: string, state: string) => ({
  upid: `UPID:nexus:${number}`,
  node: 'nexus',
  type: 'qmstart',
  id,
  user: 'ctrl@pve',
  token: 'operate',
  startedAt: `2026-11-24T09:0${number}:00.000Z`,
  state,
});

/** What is known besides the inventory. */
const beside: Record<string, object> = {
  tasks: {
    tasks: Object.fromEntries(
      [
        task(1, '100', 'failed'),
        task(2, '200', 'running'),
        task(3, '', 'succeeded'),
      ].map(each => [each.upid, each]),
    ),
  },
  addresses: {
    guests: {
      'qemu/100': { from: 'agent', addresses: ['10.0.0.5'], readAt: READ_AT },
    },
  },
  versions: { nodes: { nexus: { version: '9.2.3', readAt: READ_AT } } },
  certificates: {
    nodes: { nexus: { notAfter: '2027-01-01T00:00:00.000Z', readAt: READ_AT } },
    changedPins: [],
  },
  'node-facts': {
    nodes: { nexus: { readAt: READ_AT, updates: 3, failedDisks: [] } },
  },
};

/** The tools as an assistant has them: through Backstage's registry. */
export function setUpTools(
  options: {
    snapshot?: Snapshot<ProxmoxInventory>;
    decision?: PolicyDecision;
  } = {},
) {
  const { snapshot = inventory } = options;
  const registry = actionsRegistryServiceMock();
  registerReadingTools(
    registry,
    createReadingTools({
      clock: () => NOW,
      permissions: mockServices.permissions.mock({
        authorizeConditional: async () => [
          options.decision ?? { result: AuthorizeResult.ALLOW },
        ],
      }),
      store: {
        sources: [{ name: 'home', title: 'Home cluster' }],
        async read<T extends object>(kind: string, source: string) {
          if (source !== 'home') throw new NotFoundError(`no ${source}`);
          const found =
            kind === 'inventory'
              ? snapshot
              : { ...snapshot, data: beside[kind] };
          return found as Snapshot<object> as Snapshot<T>;
        },
      },
    }),
  );
  return async (name: string, input: Record<string, unknown> = {}) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: input as never,
      credentials: mockCredentials.user(),
    });
    return output as Record<string, unknown>;
  };
}

/** The guests of an answer, by their ids. */
export const idsOf = (output: Record<string, unknown>) =>
  (output.guests as { id: string }[]).map(({ id }) => id);
