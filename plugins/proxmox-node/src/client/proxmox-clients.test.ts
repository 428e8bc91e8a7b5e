import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { proxmoxSnapshotsServiceRef } from '../snapshots/proxmox-snapshots-service';
import { DefaultProxmoxClients, type ProxmoxClients } from './proxmox-clients';
import { proxmoxClientsServiceRef } from './proxmox-clients-service';

const cluster = (name: string) => ({
  name,
  endpoints: [{ url: 'https://127.0.0.1:1' }],
  token: { id: 'ctrl@pve!portal', secret: 'hunter2' },
});
const config = { proxmox: { clusters: [cluster('b'), cluster('a')] } };

it('has a client for each cluster, in order, and for no other', async () => {
  const clients = DefaultProxmoxClients.fromConfig(new ConfigReader(config), {
    logger: mockServices.logger.mock(),
  });
  expect(clients.list().map(c => c.cluster.name)).toEqual(['b', 'a']);
  expect(clients.get('a').cluster.title).toBe('a');
  expect(() => clients.get('c')).toThrow(
    expect.objectContaining({ name: 'NotFoundError' }),
  );
  await clients.close();
});

it('is one for all plugins of a process', async () => {
  const seen: ProxmoxClients[] = [];
  const plugin = (pluginId: string) =>
    createBackendPlugin({
      pluginId,
      register(env) {
        env.registerInit({
          deps: {
            clients: proxmoxClientsServiceRef,
            snapshots: proxmoxSnapshotsServiceRef,
            logger: coreServices.logger,
          },
          async init({ clients, snapshots }) {
            expect(snapshots.inventories).toEqual(expect.any(Function));
            seen.push(clients);
          },
        });
      },
    });
  await startTestBackend({
    features: [
      plugin('one'),
      plugin('two'),
      mockServices.rootConfig.factory({ data: config }),
    ],
  });
  expect(seen).toHaveLength(2);
  expect(seen[0]).toBe(seen[1]);
});
