import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readAccessSettings } from './settings';

const read = (access?: JsonObject) =>
  readAccessSettings(new ConfigReader(access ? { access } : {}));

it('gives nobody a role without configuration', () => {
  expect(read()).toEqual({ roles: {} });
});

it('completes group names', () => {
  expect(
    read({
      roles: {
        admin: { groups: ['Platform-Admins'] },
        operator: { permissions: ['proxmox.guest.power', 'vault.*'] },
      },
    }),
  ).toEqual({
    roles: {
      admin: { groups: ['group:default/platform-admins'] },
      operator: {
        groups: [],
        permissions: ['proxmox.guest.power', 'vault.*'],
        limits: {},
      },
    },
  });
});

it('reads limits, whose names have dots', () => {
  const limits = {
    'proxmox.guest.*': { pools: ['home'], tags: ['web'] },
    'proxmox.guest.read': 'all',
  };
  expect(read({ roles: { operator: { limits } } })).toMatchObject({
    roles: { operator: { limits } },
  });
});

const byTags = (limits: JsonObject, permissions = ['proxmox.guest.tag']) => ({
  roles: { operator: { permissions, limits } },
});
const TAGS = { pools: ['home'], tags: ['web'] };

it.each([
  ['who may not change tags', byTags({ 'a.b': TAGS }, ['proxmox.*'])],
  ['within which alone they are changed', byTags({ 'proxmox.guest.*': TAGS })],
  ['that goes by pools', byTags({ 'proxmox.guest.stop': { pools: ['home'] } })],
])('takes a limit of somebody %s', (_, access) => {
  expect(() => read(access)).not.toThrow();
});

it.each<[string, JsonObject]>([
  ['at all', { 'proxmox.guest.stop': TAGS }],
  [
    'in a pool',
    {
      'proxmox.guest.stop': TAGS,
      'proxmox.guest.*': { pools: ['home'] },
    },
  ],
  [
    'of others',
    { 'proxmox.guest.stop': TAGS, 'proxmox.guest.tag': { tags: ['db'] } },
  ],
])(
  'refuses a limit by tags of somebody who may change tags %s',
  (_, limits) => {
    expect(() => read(byTags(limits))).toThrow(
      'access.roles.operator.limits.proxmox.guest.stop: goes by tags, and the role has proxmox.guest.tag too',
    );
  },
);

it.each([
  [
    { roles: { operator: { limits: { 'a.b': {} } } } },
    'access.roles.operator.limits.a.b: needs one of the lists pools, tags, clusters, or to be all',
  ],
  [
    { roles: { operator: { limits: { 'a.b': { pools: [] } } } } },
    'access.roles.operator.limits.a.b',
  ],
  [
    { roles: { operator: { limits: { 'a.b': { pool: ['x'] } } } } },
    'access.roles.operator.limits.a.b',
  ],
  [
    { roles: { operator: { limits: { '*': 'all' } } } },
    'access.roles.operator.limits.*',
  ],
  [{ roles: { admin: { limits: {} } } }, 'access.roles.admin'],
  [{ role: {} }, 'access: Unrecognized key: "role"'],
  [{ roles: { owner: {} } }, 'access.roles: Unrecognized key: "owner"'],
  [{ roles: { admin: { permissions: ['a.b'] } } }, 'access.roles.admin'],
  [
    { roles: { viewer: { permissions: ['*'] } } },
    'access.roles.viewer.permissions.0: must be the name of a permission',
  ],
  [
    { roles: { viewer: { groups: ['group:'] } } },
    "access.roles.viewer.groups.0: 'group:' is not an entity reference",
  ],
])('refuses %j', (access, message) => {
  expect(() => read(access)).toThrow(message);
});
