import { guest, inventory, settingsOf } from './__testUtils__/fixtures';
import { entitiesOf, entityName } from './entities';

const cluster = {
  name: 'home',
  title: 'Home cluster',
  entityRef: 'resource:default/reverb256',
};

it('makes a node part of its cluster, and a guest depend on its node', () => {
  const entities = entitiesOf(
    inventory([
      guest(100, { name: 'web', pool: 'home', tags: ['Prod', 'team_a'] }),
    ]),
    cluster,
    settingsOf({ system: 'control-center' }),
  );
  expect([...entities.keys()]).toEqual([
    'resource:default/home-node-nexus',
    'resource:default/home-guest-100',
  ]);
  expect(entities.get('resource:default/home-node-nexus')).toMatchObject({
    metadata: {
      title: 'nexus',
      annotations: {
        'backstage.io/managed-by-location': 'proxmox:home/node/nexus',
        'proxmox.reverb256.ca/cluster': 'home',
        'proxmox.reverb256.ca/node': 'nexus',
      },
    },
    spec: {
      type: 'proxmox-node',
      owner: 'group:default/platform-admins',
      system: 'control-center',
      dependencyOf: ['resource:default/reverb256'],
    },
  });
  expect(entities.get('resource:default/home-guest-100')).toMatchObject({
    kind: 'Resource',
    metadata: {
      name: 'home-guest-100',
      title: 'web',
      tags: ['prod', 'team-a'],
      annotations: {
        'proxmox.reverb256.ca/cluster': 'home',
        'proxmox.reverb256.ca/guest': 'qemu/100',
        'proxmox.reverb256.ca/pool': 'home',
      },
    },
    spec: {
      type: 'proxmox-vm',
      dependsOn: ['resource:default/home-node-nexus'],
    },
  });
});

it('changes nothing with load, age, power or lock', () => {
  const of = (values: object) =>
    entitiesOf(inventory([guest(100, values)]), cluster, settingsOf());
  expect(
    of({
      status: 'stopped',
      cpu: { fraction: 0.5, cores: 2 },
      lock: 'backup',
      lastKnownAt: '2026-01-01T00:00:00.000Z',
      haState: 'started',
    }),
  ).toEqual(of({}));
});

it.each([
  [{ templates: false }, 1],
  [{ templates: true }, 2],
])('takes templates only where that is wanted: %j', (section, count) => {
  const entities = entitiesOf(
    inventory([guest(900, { template: true })]),
    cluster,
    settingsOf(section),
  );
  expect(entities.size).toBe(count);
});

describe('rules', () => {
  const section = {
    owners: [
      { tag: 'team-(.+)', owner: 'group:default/$1' },
      { pool: 'home', owner: 'household' },
      { cluster: 'home', pool: '(infra|net).*', owner: 'group:ops/$1' },
    ],
    components: [
      { tag: 'app-(.+)', component: '$1' },
      { pool: 'web', component: 'component:shop/front' },
    ],
  };
  it.each([
    ['no rule', {}, 'group:default/platform-admins'],
    ['a tag, whole', { tags: ['x', 'team-atlas'] }, 'group:default/atlas'],
    [
      'a part of a tag does not',
      { tags: ['no-team-atlas'] },
      'group:default/platform-admins',
    ],
    ['a pool', { pool: 'home' }, 'group:default/household'],
    ['the first', { pool: 'home', tags: ['team-a'] }, 'group:default/a'],
    ['all of a rule', { pool: 'network' }, 'group:ops/net'],
    [
      'what makes no reference is passed over',
      { tags: ['team-a b:c/d:e'], pool: 'home' },
      'group:default/household',
    ],
  ])('gives an owner by %s', (_, values, owner) => {
    const entities = entitiesOf(
      inventory([guest(100, values)]),
      cluster,
      settingsOf(section),
    );
    expect(entities.get('resource:default/home-guest-100')?.spec?.owner).toBe(
      owner,
    );
  });

  it.each([
    [{}, undefined],
    [{ tags: ['app-shop'] }, ['component:default/shop']],
    [
      { tags: ['app-shop'], pool: 'web' },
      ['component:default/shop', 'component:shop/front'],
    ],
  ])('lets components depend on %j', (values, components) => {
    const entities = entitiesOf(
      inventory([guest(100, values)]),
      cluster,
      settingsOf(section),
    );
    expect(
      entities.get('resource:default/home-guest-100')?.spec?.dependencyOf,
    ).toEqual(components);
  });
});

describe('names', () => {
  it('are kept where the catalog takes them', () => {
    expect(entityName('home', 'guest', '100')).toBe('home-guest-100');
  });

  it.each([
    [
      ['a b', 'node', 'c'],
      ['a-b', 'node', 'c'],
    ],
    [
      ['x'.repeat(80), 'node', 'a'],
      ['x'.repeat(80), 'node', 'b'],
    ],
  ])('stay apart and valid: %j, %j', (one, other) => {
    const names = [entityName(...one), entityName(...other)];
    expect(names[0]).not.toBe(names[1]);
    for (const name of names) {
      expect(name).toMatch(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
    }
  });
});

it.each([
  [{ owners: [{ owner: 'a' }] }, 'owners.0: must say what it matches'],
  [{ owners: [{ tag: '(', owner: 'a' }] }, 'owners.0.tag: is not a regular'],
  [{ defaultOwner: 'a:b:c' }, 'defaultOwner: is not an entity reference'],
  [{ namespace: 'a b' }, 'namespace: is not a namespace'],
  [{ everySeconds: 1 }, 'everySeconds: '],
  [{ evrySeconds: 60 }, 'Unrecognized key'],
])('does not take %j', (section, message) => {
  expect(() => settingsOf(section)).toThrow(message);
});
