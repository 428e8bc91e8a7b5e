import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { guestView } from './guest-view';

const guest = (vmid: string, parts: Partial<ProxmoxGuest>): ProxmoxGuest => ({
  id: `qemu/${vmid}`,
  vmid,
  type: 'qemu',
  node: 'nexus',
  status: 'running',
  template: false,
  tags: [],
  ...parts,
});

const snapshot: Snapshot<ProxmoxInventory> = {
  source: 'home',
  title: 'Home',
  version: 'v1',
  collectedAt: '2026-11-24T03:00:00.000Z',
  intervalSeconds: 10,
  gaps: [],
  data: {
    cluster: {},
    nodes: {},
    storages: {},
    guests: Object.fromEntries(
      [
        guest('100', { pool: 'platform', tags: ['prod'] }),
        guest('101', { pool: 'games', tags: ['prod', 'fun'] }),
        guest('102', { tags: [] }),
      ].map(g => [g.id, g]),
    ),
  },
};

const condition = (rule: string, params: object) =>
  ({ rule, resourceType: 'proxmox-guest', params } as PermissionCondition);

async function visible(
  conditions: PermissionCriteria<PermissionCondition>,
): Promise<{ ids: string[]; isPartial: boolean; digest: string }> {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async () => [
      {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'proxmox',
        resourceType: 'proxmox-guest',
        conditions,
      },
    ],
  });
  const view = (await guestView(permissions, mockCredentials.user()))!;
  const { data, gaps } = view.apply(snapshot);
  expect(gaps).toEqual([]);
  return {
    ids: Object.keys(data!.guests),
    isPartial: data!.guestsPartial ?? false,
    digest: view.digest,
  };
}

describe('guestView', () => {
  it.each([
    ['a pool', condition('IS_IN_POOL', { pools: ['platform'] }), ['qemu/100']],
    ['a tag', condition('HAS_TAG', { tags: ['fun', 'x'] }), ['qemu/101']],
    [
      'the cluster',
      condition('IS_IN_CLUSTER', { clusters: ['home'] }),
      ['qemu/100', 'qemu/101', 'qemu/102'],
    ],
    ['another cluster', condition('IS_IN_CLUSTER', { clusters: ['away'] }), []],
    [
      'any of several',
      {
        anyOf: [
          condition('IS_IN_POOL', { pools: ['games'] }),
          condition('IS_IN_POOL', { pools: ['platform'] }),
        ],
      } as PermissionCriteria<PermissionCondition>,
      ['qemu/100', 'qemu/101'],
    ],
    [
      'all but',
      {
        not: condition('HAS_TAG', { tags: ['prod'] }),
      } as PermissionCriteria<PermissionCondition>,
      ['qemu/102'],
    ],
  ])('limits somebody to %s', async (_, conditions, ids) => {
    expect(await visible(conditions)).toMatchObject({
      ids,
      isPartial: ids.length < 3,
    });
  });

  it('stands by its digest for what may be seen', async () => {
    const platform = condition('IS_IN_POOL', { pools: ['platform'] });
    const games = condition('IS_IN_POOL', { pools: ['games'] });
    const digests = [platform, platform, games].map(visible);
    const [a, b, c] = (await Promise.all(digests)).map(v => v.digest);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  it('is not there for whoever may see all', async () => {
    const permissions = mockServices.permissions.mock({
      authorizeConditional: async () => [{ result: AuthorizeResult.ALLOW }],
    });
    expect(
      await guestView(permissions, mockCredentials.user()),
    ).toBeUndefined();
  });
});
