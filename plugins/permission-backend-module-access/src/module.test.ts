import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { createPermission } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { AccessPolicy } from './AccessPolicy';
import permissionModuleAccess from './index';
import { readAccessSettings } from './settings';

const access = {
  roles: {
    admin: { groups: ['group:default/admins'] },
    operator: {
      groups: ['group:default/operators'],
      permissions: ['proxmox.guest.power'],
    },
  },
};

const read = createPermission({
  name: 'proxmox.guest.read',
  attributes: { action: 'read' },
});
const power = createPermission({
  name: 'proxmox.guest.power',
  attributes: { action: 'update' },
});
const remove = createPermission({
  name: 'proxmox.guest.delete',
  attributes: { action: 'delete' },
});

async function start(groups: string[], data: JsonObject) {
  const logger = mockServices.logger.mock();
  const { server } = await startTestBackend({
    features: [
      permissionPlugin,
      permissionModuleAccess,
      logger.factory,
      mockServices.userInfo.mock({
        getUserInfo: async () => ({
          userEntityRef: 'user:default/mock',
          ownershipEntityRefs: ['user:default/mock', ...groups],
        }),
      }).factory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  const decide = async (authorization: string) => {
    const response = await request(server)
      .post('/api/permission/authorize')
      .set({ authorization })
      .send({
        items: [read, power, remove].map((permission, index) => ({
          id: String(index),
          permission,
        })),
      });
    return response.body.items?.map(({ result }: { result: string }) => result);
  };
  return { decide, logger };
}

describe('the access module', () => {
  it.each([
    [['group:default/admins'], ['ALLOW', 'ALLOW', 'ALLOW']],
    [['group:default/operators'], ['ALLOW', 'ALLOW', 'DENY']],
    [['group:default/others'], ['DENY', 'DENY', 'DENY']],
    [[], ['DENY', 'DENY', 'DENY']],
  ])('decides for members of %j: %j', async (groups, expected) => {
    const { decide, logger } = await start(groups, {
      access,
      permission: { enabled: true },
    });

    expect(await decide(mockCredentials.user.header())).toEqual(expected);
    expect(logger.warn).not.toHaveBeenCalled();
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('allows whoever is not signed in nothing', async () => {
    const policy = AccessPolicy.create({
      settings: readAccessSettings(new ConfigReader({ access })),
      userInfo: mockServices.userInfo(),
    });

    expect(await policy.handle({ permission: read })).toEqual({
      result: 'DENY',
    });
  });

  it('says that nobody may do anything, or everybody everything', async () => {
    const { decide, logger } = await start(['group:default/admins'], {});

    expect(await decide(mockCredentials.user.header())).toEqual([
      'DENY',
      'DENY',
      'DENY',
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('access.roles.admin.groups'),
    );
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('permission.enabled'),
    );
  });
});
