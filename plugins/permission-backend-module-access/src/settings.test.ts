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
      operator: { groups: [], permissions: ['proxmox.guest.power', 'vault.*'] },
    },
  });
});

it.each([
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
