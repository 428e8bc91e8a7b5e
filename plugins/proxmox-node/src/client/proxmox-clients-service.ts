import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultProxmoxClients, type ProxmoxClients } from './proxmox-clients';

/**
 * The clients of the configured clusters. Root-scoped, so that all plugins of a process share one connection pool,
 * limit and breaker per cluster.
 *
 * @public
 */
export const proxmoxClientsServiceRef = createServiceRef<ProxmoxClients>({
  id: 'proxmox.clients',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.rootLogger,
      },
      factory({ config, lifecycle, logger }) {
        const clients = DefaultProxmoxClients.fromConfig(config, { logger });
        lifecycle.addShutdownHook(() => clients.close());
        return clients;
      },
    }),
});
