import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { proxmoxSnapshotsServiceRef } from '@reverb256/backstage-plugin-proxmox-node';
import { releasingDatabase } from 'backend-testing';
import request from 'supertest';
import {
  guest,
  inventory,
  privileges,
  snapshot,
} from './__testUtils__/fixtures';
import catalogModuleProxmox from './index';

const cluster = {
  name: 'home',
  endpoints: [{ url: 'https://127.0.0.1:1' }],
  token: { id: 'ctrl@pve!portal', secret: 'x' },
};

async function start(section?: object) {
  const scheduler = mockServices.scheduler();
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleProxmox,
      releasingDatabase,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: proxmoxSnapshotsServiceRef,
        deps: {},
        factory: () => ({
          inventories: async () => [],
          inventory: async () =>
            snapshot(inventory([guest(100, { name: 'web' })]), 1),
          privileges: async () => snapshot(privileges(), 2),
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          catalog: section && { providers: { proxmox: section } },
          proxmox: { clusters: [cluster] },
        },
      }),
    ],
  });
  return { api: request(server), scheduler };
}

/** Until the catalog has processed it. */
async function eventually<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
}

it('puts nodes and guests into a real catalog, related', async () => {
  const { api, scheduler } = await start({ defaultOwner: 'admins' });
  await eventually(async () =>
    scheduler.triggerTask('refresh-entities-of-home').then(
      () => true,
      () => undefined,
    ),
  );
  const relations = await eventually(async () => {
    const { body } = await api.get(
      '/api/catalog/entities/by-name/resource/default/home-guest-100',
    );
    const { relations: found = [] } = body;
    return found.length >= 2 ? found : undefined;
  });
  expect(
    relations.map(
      (each: { type: string; targetRef: string }) =>
        `${each.type} ${each.targetRef}`,
    ),
  ).toEqual([
    'dependsOn resource:default/home-node-nexus',
    'ownedBy group:default/admins',
  ]);
}, 60_000);

it('provides nothing where it is not configured', async () => {
  const { scheduler } = await start();
  await expect(
    scheduler.triggerTask('refresh-entities-of-home'),
  ).rejects.toThrow();
});
