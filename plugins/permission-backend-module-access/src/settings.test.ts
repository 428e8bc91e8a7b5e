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
