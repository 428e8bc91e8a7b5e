import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { infraPermissions } from '@reverb256/backstage-plugin-infra-common';
import { DatabaseAuditTrail } from '@reverb256/backstage-plugin-infra-node';
import { startFindingsCollection } from './findings/collect-findings';
import { DatabaseFindingStore } from './findings/database-finding-store';
import { FindingNotifier } from './findings/finding-notifier';
import { DefaultPluginClient } from './plugins/plugin-client';
import { createRouter } from './router';
import { relayRunSignals } from './runs/relay-signals';
import { OWN_PLUGIN_ID, readInfraSettings } from './settings';

/**
 * Gathers from all plugins of the Control Center: their findings, which it keeps and tells people of, their runs and
 * their audit trails.
 *
 * @public
 */
export const infraPlugin = createBackendPlugin({
  pluginId: OWN_PLUGIN_ID,
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { auditor, auth, catalog, config, database, discovery } = deps;
        const { events, httpAuth, httpRouter, logger, notifications } = deps;
        const { permissions, permissionsRegistry, scheduler, signals } = deps;

        permissionsRegistry.addPermissions(infraPermissions);
        const settings = readInfraSettings(config);
        const pluginIds = settings.plugins;
        const clock = () => new Date();
        const client = DefaultPluginClient.create({ auth, discovery });
        const store = await DatabaseFindingStore.create({ database });
        const trail = await DatabaseAuditTrail.create({
          database,
          pluginId: OWN_PLUGIN_ID,
        });
        httpRouter.use(
          createRouter(
            { httpAuth, permissions },
            { pluginIds, client, store, trail, auditor, signals, clock },
          ),
        );
        await relayRunSignals({ pluginIds, events, signals });
        await startFindingsCollection({
          pluginIds,
          client,
          store,
          notifier: FindingNotifier.create({
            store,
            notifications,
            catalog,
            auth,
            logger,
            fallback: settings.notifications.fallback,
          }),
          scheduler,
          signals,
          logger,
          clock,
        });
      },
    });
  },
});
