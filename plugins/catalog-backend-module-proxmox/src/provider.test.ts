import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxInventory,
  ProxmoxPrivileges,
} from '@reverb256/backstage-plugin-proxmox-common';
import {
  at,
  guest,
  inventory,
  privileges,
  settingsOf,
  snapshot,
} from './__testUtils__/fixtures';
import { ProxmoxEntityProvider } from './provider';

const cluster = { name: 'home', title: 'Home cluster' };

/** A catalog that only has what it was told, by the rules of `applyMutation`. */
async function start(clock?: () => Date) {
  let read: Snapshot<ProxmoxInventory>;
  let may: Snapshot<ProxmoxPrivileges> | undefined;
  const mutations: EntityProviderMutation[] = [];
  const catalog = new Set<string>();
  let isDown = false;
  const provider = new ProxmoxEntityProvider({
    cluster,
    settings: settingsOf(),
    logger: mockServices.logger.mock(),
    clock,
    reader: {
      inventories: async () => [read],
      inventory: async () => read,
      privileges: async () => {
        if (!may) throw new NotFoundError('none');
        return may;
      },
    },
  });
  await provider.connect({
    async applyMutation(mutation) {
      if (isDown) throw new Error('the database is away');
      mutations.push(mutation);
      const names = (entities: { entity: { metadata: { name: string } } }[]) =>
        entities.map(({ entity }) => entity.metadata.name);
      if (mutation.type === 'full') {
        catalog.clear();
        names(mutation.entities).forEach(name => catalog.add(name));
        return;
      }
      names(mutation.added).forEach(name => catalog.add(name));
      for (const removed of mutation.removed) {
        catalog.delete(
          'entityRef' in removed ? removed.entityRef.split('/')[1] : '',
        );
      }
    },
    async refresh() {},
  });
  return {
    mutations,
    catalog,
    down: (down: boolean) => {
      isDown = down;
    },
    async refresh(
      guests: ReturnType<typeof guest>[],
      second: number,
      rest: {
        values?: Partial<Snapshot<ProxmoxInventory>>;
        /** The second at which the token was last asked what it may. */
        asked?: number;
        token?: Parameters<typeof privileges>[0];
      } = {},
    ) {
      read = snapshot(inventory(guests), second, rest.values);
      may = snapshot(privileges(rest.token), rest.asked ?? 0);
      const before = mutations.length;
      await provider.refresh();
      return mutations.slice(before);
    },
  };
}

const both = [guest(100), guest(101)];
const one = [guest(100)];
const error = (kind: 'unreachable' | 'forbidden') => ({
  kind,
  message: 'no',
  since: at(0),
});

it('tells the catalog nothing where nothing changed', async () => {
  const { refresh, catalog } = await start();
  await refresh(both, 1);
  expect([...catalog]).toEqual([
    'home-node-nexus',
    'home-guest-100',
    'home-guest-101',
  ]);
  expect(await refresh(both, 2)).toEqual([]);
  expect(
    await refresh([guest(100, { status: 'stopped' }), guest(101)], 3),
  ).toEqual([]);
});

it('tells it only of the guest that moved', async () => {
  const { refresh } = await start();
  await refresh(both, 1);
  const [mutation] = await refresh(
    [guest(100, { node: 'forge' }), guest(101)],
    2,
  );
  expect(mutation).toMatchObject({
    type: 'delta',
    added: [
      {
        locationKey: 'proxmox:home',
        entity: {
          metadata: { name: 'home-guest-100' },
          spec: { dependsOn: ['resource:default/home-node-forge'] },
        },
      },
    ],
    removed: [],
  });
});

it('removes what is gone once the token is known to see everything since', async () => {
  const { refresh, catalog } = await start();
  await refresh(both, 1);
  await refresh(one, 10, { asked: 9 });
  expect(catalog).toContain('home-guest-101');
  await refresh(one, 20, { asked: 9 });
  expect(catalog).toContain('home-guest-101');
  await refresh(one, 30, { asked: 25 });
  expect(catalog).not.toContain('home-guest-101');
  expect(await refresh(one, 40, { asked: 25 })).toEqual([]);
});

it.each<[string, Parameters<Awaited<ReturnType<typeof start>>['refresh']>[2]]>([
  [
    'of a cluster that does not answer',
    { values: { error: error('unreachable') } },
  ],
  [
    'of guests that were not read',
    { values: { gaps: [{ path: 'guests', error: error('forbidden') }] } },
  ],
  [
    'of a node that was not read',
    {
      values: { gaps: [{ path: 'nodes/nexus', error: error('unreachable') }] },
    },
  ],
  [
    'of a token that sees no guest',
    { token: { missing: ['VM.Audit on /vms'] } },
  ],
  [
    'of a token that sees some guests',
    { token: { limitedTo: ['VM.Audit on /pool/web'] } },
  ],
  [
    'of a token that some guests are hidden from',
    { token: { exceptOn: ['VM.Audit on /vms/101'] } },
  ],
])('removes nothing by a partial read: %s', async (_, rest) => {
  const { refresh, catalog } = await start();
  await refresh(both, 1, { asked: 2 });
  await refresh(one, 10, { ...rest, asked: 20 });
  await refresh(one, 30, { ...rest, asked: 40 });
  expect(catalog).toContain('home-guest-101');
  await refresh([], 50, { ...rest, asked: 60 });
  expect(catalog.size).toBe(3);
  // And does once it is whole.
  await refresh(one, 70, { asked: 80 });
  await refresh(one, 90, { asked: 100 });
  expect(catalog).not.toContain('home-guest-101');
});

it('keeps what comes back before it was sure', async () => {
  const { refresh, catalog } = await start();
  await refresh(both, 1);
  await refresh(one, 10, { asked: 5 });
  await refresh(both, 20, { asked: 15 });
  await refresh(one, 30, { asked: 25 });
  expect(catalog).toContain('home-guest-101');
});

it('takes away what was removed while nobody looked, once it is sure', async () => {
  const { refresh, catalog } = await start();
  catalog.add('home-guest-999');
  await refresh(both, 10, { asked: 5 });
  expect(catalog).toContain('home-guest-999');
  expect((await refresh(both, 20, { asked: 15 }))[0].type).toBe('full');
  expect([...catalog].sort()).toEqual([
    'home-guest-100',
    'home-guest-101',
    'home-node-nexus',
  ]);
  expect(await refresh(both, 30, { asked: 25 })).toEqual([]);
});

it('tells the whole again after an hour, for replicas that took turns', async () => {
  let now = Date.parse(at(20));
  const { refresh } = await start(() => new Date(now));
  await refresh(both, 10, { asked: 15 });
  now += 3_600_000;
  expect(await refresh(both, 30, { asked: 3_000 })).toEqual([]);
  expect((await refresh(both, 30, { asked: 3_700 }))[0].type).toBe('full');
});

it('does not bring back by the whole what another replica has removed', async () => {
  let now = Date.parse(at(20));
  const { refresh, catalog } = await start(() => new Date(now));
  await refresh(both, 10, { asked: 15 });
  await refresh(both, 20, { asked: 21 });
  catalog.delete('home-guest-101');
  now += 3_700_000;
  // The first that this one sees of it, and its whole is due.
  await refresh(one, 4_000, { asked: 3_900 });
  expect(catalog).not.toContain('home-guest-101');
  const [mutation] = await refresh(one, 4_010, { asked: 4_005 });
  expect(mutation.type).toBe('full');
  expect([...catalog]).toEqual(['home-node-nexus', 'home-guest-100']);
});

it('tells again what the catalog did not take', async () => {
  const { refresh, catalog, down } = await start();
  down(true);
  await expect(refresh(both, 1)).rejects.toThrow('the database is away');
  down(false);
  await refresh(both, 2);
  expect(catalog.size).toBe(3);
});

it('makes no difference of 15,000 guests that did not change', async () => {
  const { refresh, mutations } = await start();
  const many = () =>
    Array.from({ length: 15_000 }, (_, index) => guest(100 + index));
  await refresh(many(), 1);
  expect(mutations).toHaveLength(1);
  expect(await refresh(many(), 2)).toEqual([]);
});
