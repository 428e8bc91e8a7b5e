import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import {
  proxmoxClientsServiceRef,
  proxmoxSnapshotsServiceRef,
} from '@reverb256/backstage-plugin-proxmox-node';
import { ProxmoxEntityProvider } from './provider';
import { readProviderSettings } from './settings';

/**
 * Provides nodes and guests of Proxmox VE clusters, from what the Proxmox plugin read last: the clusters are not asked.
 *
 * @public
 */
export const catalogModuleProxmox = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'proxmox',
  register(reg) {
    reg.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        clients: proxmoxClientsServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        reader: proxmoxSnapshotsServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, clients, config, logger, reader, scheduler }) {
        const settings = readProviderSettings(config);
        if (!settings) return;
        for (const { cluster } of clients.list()) {
          const provider = new ProxmoxEntityProvider({
            cluster,
            reader,
            settings,
            logger,
          });
          catalog.addEntityProvider(provider);
          await scheduler.scheduleTask({
            id: `refresh-entities-of-${cluster.name}`,
            frequency: { seconds: settings.everySeconds },
            timeout: { seconds: 20 },
            initialDelay: { seconds: 10 },
            scope: 'global',
            fn: () => provider.refresh(),
          });
        }
      },
    });
  },
});
