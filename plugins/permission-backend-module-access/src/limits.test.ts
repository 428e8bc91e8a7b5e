import { createPermission } from '@backstage/plugin-permission-common';
import { anyOf, limited, type Limits, type RoleAnswer } from './limits';

const power = createPermission({
  name: 'proxmox.guest.power',
  attributes: { action: 'update' },
  resourceType: 'proxmox-guest',
});
const view = createPermission({
  name: 'proxmox.view',
  attributes: { action: 'read' },
});
const entity = createPermission({
  name: 'catalog.entity.refresh',
  attributes: { action: 'update' },
  resourceType: 'catalog-entity',
});

const inPool = (...pools: string[]) => ({
  rule: 'IS_IN_POOL',
  resourceType: 'proxmox-guest',
  params: { pools },
});
const conditional = (conditions: object) => ({
  result: 'CONDITIONAL',
  pluginId: 'proxmox',
  resourceType: 'proxmox-guest',
  conditions,
});
const ALLOW = { result: 'ALLOW' };
const DENY = { result: 'DENY' };

it.each<[string, Limits, object]>([
  ['no limit', {}, ALLOW],
  [
    'a limit of something else',
    { 'proxmox.guest.stop': { tags: ['a'] } },
    ALLOW,
  ],
  [
    'a pool',
    { 'proxmox.guest.power': { pools: ['home', 'lab'] } },
    conditional(inPool('home', 'lab')),
  ],
  [
    'all of several lists',
    {
      'proxmox.guest.power': {
        pools: ['home'],
        tags: ['a', 'b'],
        clusters: ['c'],
      },
    },
    conditional({
      allOf: [
        inPool('home'),
        {
          rule: 'HAS_TAG',
          resourceType: 'proxmox-guest',
          params: { tags: ['a', 'b'] },
        },
        {
          rule: 'IS_IN_CLUSTER',
          resourceType: 'proxmox-guest',
          params: { clusters: ['c'] },
        },
      ],
    }),
  ],
  [
    'a family',
    { 'proxmox.*': { pools: ['home'] } },
    conditional(inPool('home')),
  ],
  [
    'a nearer family, whatever comes first',
    { 'proxmox.*': { pools: ['home'] }, 'proxmox.guest.*': { pools: ['lab'] } },
    conditional(inPool('lab')),
  ],
  [
    'the permission itself before its family',
    { 'proxmox.guest.*': { pools: ['home'] }, 'proxmox.guest.power': 'all' },
    ALLOW,
  ],
  [
    'a list that is none of its own',
    { 'proxmox.guest.power': { mounts: ['m'] } },
    DENY,
  ],
  ['no list at all', { 'proxmox.guest.power': {} }, DENY],
])('limits a permission by %s', (_, limits, expected) => {
  expect(limited(power, limits)).toEqual(expected);
});

it.each<[string, typeof view | typeof entity, Limits, object]>([
  [
    'a family leaves alone what is about no thing',
    view,
    { 'proxmox.*': { pools: ['home'] } },
    ALLOW,
  ],
  [
    'what is about no thing cannot be limited by name',
    view,
    { 'proxmox.view': { pools: ['home'] } },
    DENY,
  ],
  [
    'nor what is about things of which nothing is known',
    entity,
    { 'catalog.*': { pools: ['home'] } },
    DENY,
  ],
])('%s', (_, permission, limits, expected) => {
  expect(limited(permission, limits)).toEqual(expected);
});

const home = conditional(inPool('home')) as RoleAnswer;
const lab = conditional(inPool('lab')) as RoleAnswer;

it.each<[object[], object]>([
  [[], DENY],
  [[DENY, DENY], DENY],
  [[home, ALLOW, DENY], ALLOW],
  [[DENY, home], home],
  [[home, lab], conditional({ anyOf: [inPool('home'), inPool('lab')] })],
])('of several roles any gives: %j', (answers, expected) => {
  expect(anyOf(answers as RoleAnswer[])).toEqual(expected);
});
