import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import { createRunsView } from './runs-view';

const guest = (id: string, pool: string) => ({
  id,
  vmid: id.split('/')[1],
  pool,
  tags: [] as string[],
});

const GUESTS = [guest('qemu/100', 'home'), guest('lxc/200', 'lab')];

const inHome: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'proxmox',
  resourceType: 'proxmox-guest',
  conditions: {
    rule: 'IS_IN_POOL',
    resourceType: 'proxmox-guest',
    params: { pools: ['home'] },
  },
};

function viewFor(
  decision: PolicyDecision,
  known: readonly ReturnType<typeof guest>[] = GUESTS,
) {
  const looks = jest.fn();
  const guests = new Proxy(
    Object.fromEntries(
      known.map(each => [each.id, each as unknown as ProxmoxGuest]),
    ),
    {
      get(target, id: string) {
        looks(id);
        return target[id];
      },
    },
  );
  const read = jest.fn(async (_: string, source: string) => {
    if (source !== 'home') throw new NotFoundError(`No source ${source}`);
    return {
      source,
      data: {
        nodes: {},
        storages: {},
        cluster: {},
        guests,
      },
    };
  });
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async () => [decision],
  });
  const view = createRunsView({ permissions, store: { read: read as never } });
  return { view, read, looks };
}

const upid = (vmid: string) =>
  `home/UPID:forge:0003F1A2:10A1B2C3:69239F00:qmstart:${vmid}:root@pam:`;

const RESOURCES: [string, string, 'all' | 'some' | 'none'][] = [
  // By whom it is seen, at least.
  ['proxmox-guest', 'home/qemu/100', 'some'],
  ['proxmox-guest', 'home/lxc/200', 'all'],
  ['proxmox-guest', 'home/qemu/999', 'all'],
  ['proxmox-guest', 'nowhere/qemu/100', 'all'],
  ['proxmox-guests', 'home/guests/0123', 'all'],
  ['unknown', 'unknown', 'all'],
  ['proxmox-task', upid('100'), 'some'],
  ['proxmox-task', upid('200'), 'all'],
  ['proxmox-task', upid('200@tank'), 'all'],
  ['proxmox-task', upid(''), 'none'],
  ['proxmox-endpoint', 'home/https://forge:8006', 'none'],
];

it.each<[string, PolicyDecision, string[]]>([
  ['all guests', { result: AuthorizeResult.ALLOW }, ['all', 'some', 'none']],
  ['those of a pool', inHome, ['some', 'none']],
  ['no guest', { result: AuthorizeResult.DENY }, ['none']],
])(
  'shows whoever may read %s what is about these',
  async (_, decision, sees) => {
    const { view, read } = viewFor(decision);
    const resources = RESOURCES.map(([type, id]) => ({ type, id, title: id }));
    const visible = await view(resources, mockCredentials.user());
    expect(
      RESOURCES.map(([type, id], index) => [type, id, visible[index]]),
    ).toEqual(RESOURCES.map(([type, id, by]) => [type, id, sees.includes(by)]));
    // Each cluster is read once, and only where it decides.
    expect(read.mock.calls.length).toBe(decision === inHome ? 2 : 0);
  },
);

it('looks at no guests but those that the runs are about, however many there are', async () => {
  const many = Array.from({ length: 500 }, (_, n) =>
    guest(`qemu/${n + 100}`, n % 2 ? 'home' : 'lab'),
  );
  const { view, looks } = viewFor(inHome, many);
  const resources = [
    ['proxmox-guest', 'home/qemu/101'],
    ['proxmox-task', upid('599')],
    ['proxmox-guest', 'home/qemu/598'],
    ['proxmox-guest', 'home/constructor'],
  ].map(([type, id]) => ({ type, id, title: id }));
  expect(await view(resources, mockCredentials.user())).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(new Set(looks.mock.calls.flat())).toEqual(
    new Set(['qemu/101', 'qemu/599', 'qemu/598']),
  );
});
