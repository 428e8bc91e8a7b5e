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
import { createReadingTools } from './index';

const NOW = new Date('2026-11-24T10:00:00.000Z');
const READ_AT = '2026-11-24T09:59:55.000Z';

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

const inventory: Snapshot<ProxmoxInventory> = {
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

const onlyPublic: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'proxmox',
  resourceType: 'proxmox-guest',
  conditions: {
    rule: 'IS_IN_POOL',
    resourceType: 'proxmox-guest',
    params: { pools: ['public'] },
  },
};

const failed: Snapshot<ProxmoxInventory> = {
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
function setUp(
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

const idsOf = (output: Record<string, unknown>) =>
  (output.guests as { id: string }[]).map(({ id }) => id);

describe('list-clusters', () => {
  it('tells the health with its reasons, the nodes and the age', async () => {
    expect(await setUp()('list-clusters')).toEqual({
      clusters: [
        {
          name: 'home',
          title: 'Home cluster',
          health: 'critical',
          reasons: [
            {
              health: 'critical',
              code: 'node-offline',
              message: 'Node forge is offline',
            },
          ],
          nodes: [
            { name: 'forge', status: 'offline' },
            { name: 'nexus', status: 'online' },
          ],
          readAt: READ_AT,
          ageSeconds: 5,
          unknown: [],
        },
      ],
    });
  });

  it.each<[string, Snapshot<ProxmoxInventory>, RegExp]>([
    ['cannot be read', failed, /No endpoint answers/],
    [
      'is not read any more',
      { ...inventory, collectedAt: '2026-11-24T09:00:00.000Z' },
      /has not been read for 3600 s/,
    ],
    [
      'was never read',
      { ...inventory, data: undefined, collectedAt: undefined },
      /has not been read yet/,
    ],
  ])('says of a cluster that %s what is unknown', async (_, snapshot, says) => {
    const { clusters } = await setUp({ snapshot })('list-clusters');
    expect(clusters).toEqual([
      expect.objectContaining({
        unknown: [expect.stringMatching(says)],
        reasons: expect.arrayContaining([
          expect.objectContaining({ health: 'unknown' }),
        ]),
      }),
    ]);
  });
});

describe('list-guests', () => {
  it.each([
    [{}, ['lxc/200', 'qemu/100', 'qemu/101', 'qemu/102']],
    [{ cluster: 'home', tag: 'web' }, ['lxc/200', 'qemu/100']],
    [{ node: 'forge' }, ['qemu/102']],
    [{ status: 'running' }, ['lxc/200', 'qemu/100']],
    [{ status: 'unknown' }, ['qemu/102']],
    [{ tag: 'none' }, []],
  ])('filters by %j', async (input, expected) => {
    const output = await setUp()('list-guests', input);
    expect(idsOf(output)).toEqual(expected);
    expect(output.total).toBe(expected.length);
  });

  it('says that there are more than it lists', async () => {
    const output = await setUp()('list-guests', { limit: 1 });
    expect(idsOf(output)).toEqual(['lxc/200']);
    expect(output.total).toBe(4);
  });

  it('calls nothing running that nobody can vouch for', async () => {
    const list = setUp({ snapshot: failed });
    const output = await list('list-guests', { cluster: 'home' });
    expect(output.guests).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: 'qemu/100',
          status: 'unknown',
          lastKnownStatus: 'running',
          lastKnownAt: READ_AT,
        }),
      ]),
    );
    expect(idsOf(await list('list-guests', { status: 'running' }))).toEqual([]);
  });

  it('shows only what the caller may see, and says when that is nothing', async () => {
    const some = await setUp({ decision: onlyPublic })('list-guests');
    expect(idsOf(some)).toEqual(['lxc/200']);
    expect(some.total).toBe(1);

    const none = await setUp({ decision: { result: AuthorizeResult.DENY } })(
      'list-guests',
    );
    expect(none.guests).toEqual([]);
    expect(none.clusters).toEqual([
      expect.objectContaining({
        unknown: [expect.stringContaining('proxmox.guest.read')],
      }),
    ]);
  });

  it.each([[{ limit: 0 }], [{ limit: 501 }], [{ where: 'here' }]])(
    'refuses %j',
    async input => {
      await expect(setUp()('list-guests', input)).rejects.toThrow(
        /Invalid input/,
      );
    },
  );
});

describe('get-guest', () => {
  it('tells everything of one guest', async () => {
    const output = await setUp()('get-guest', {
      cluster: 'home',
      guest: 'qemu/100',
    });
    expect(output).toMatchObject({
      name: 'guest-100',
      status: 'running',
      memory: { usedBytes: 1, totalBytes: 2 },
      lock: 'backup',
      addresses: ['10.0.0.5'],
      readAt: READ_AT,
      ageSeconds: 5,
    });
  });

  it.each([
    ['is not there', { cluster: 'home', guest: 'qemu/999' }],
    ['may not be seen', { cluster: 'home', guest: 'qemu/100' }],
  ])('says the same of one that %s', async (_, input) => {
    await expect(
      setUp({ decision: onlyPublic })('get-guest', input),
    ).rejects.toThrow(
      `Cluster home has no guest ${input.guest}, as far as you and the portal may see.`,
    );
  });
});

describe('get-node', () => {
  const input = { cluster: 'home', node: 'nexus' };

  it('tells everything of one node', async () => {
    expect(await setUp()('get-node', input)).toEqual({
      cluster: 'home',
      name: 'nexus',
      status: 'online',
      guests: { total: 3, running: 2 },
      version: '9.2.3',
      certificateEndsAt: '2027-01-01T00:00:00.000Z',
      facts: { readAt: READ_AT, updates: 3, failedDisks: [] },
      readAt: READ_AT,
      ageSeconds: 5,
      unknown: [],
    });
  });

  it('counts the guests that one may see, and none as running where nobody knows', async () => {
    const some = setUp({ decision: onlyPublic });
    expect(await some('get-node', input)).toMatchObject({
      guests: { total: 1, running: 1 },
    });
    const forge = await setUp()('get-node', { ...input, node: 'forge' });
    expect(forge).toMatchObject({ status: 'offline', guests: { total: 1 } });
    expect(forge.guests).not.toHaveProperty('running');
    const down = await setUp({ snapshot: failed })('get-node', input);
    expect(down).toMatchObject({
      status: 'unknown',
      lastKnownStatus: 'online',
      guests: { total: 3 },
      unknown: ['No endpoint answers.'],
    });
    expect(down.guests).not.toHaveProperty('running');
  });

  it('says that there is no such node', async () => {
    await expect(
      setUp()('get-node', { ...input, node: 'constructor' }),
    ).rejects.toThrow('Cluster home has no node constructor');
  });
});

describe('list-tasks', () => {
  const upids = async (
    options: Parameters<typeof setUp>[0],
    input: Record<string, unknown> = {},
  ) =>
    (
      (await setUp(options)('list-tasks', input)).tasks as { upid: string }[]
    ).map(({ upid }) => upid.split(':')[2]);

  it('tells the newest first, with the age', async () => {
    const output = await setUp()('list-tasks', { limit: 1 });
    expect(output).toMatchObject({
      total: 3,
      tasks: [{ cluster: 'home', state: 'succeeded', user: 'ctrl@pve' }],
      clusters: [{ name: 'home', readAt: READ_AT, unknown: [] }],
    });
  });

  it.each([
    [{ vmid: '100' }, ['1']],
    [{ state: 'running' }, ['2']],
    [{ node: 'forge' }, []],
    [{ cluster: 'home' }, ['3', '2', '1']],
  ])('tells those of %j', async (input, expected) => {
    expect(await upids({}, input)).toEqual(expected);
  });

  it('leaves out what is about guests that one may not see', async () => {
    expect(await upids({ decision: onlyPublic })).toEqual(['3', '2']);
  });
});
