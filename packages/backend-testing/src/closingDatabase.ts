import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';

/**
 * The database service, closed when the backend stops. Backstage's own leaves SQLite's connection pools open, and each
 * has a timer that keeps the test's process.
 */
export const closingDatabase = createServiceFactory({
  service: coreServices.database,
  deps: {
    config: coreServices.rootConfig,
    lifecycle: coreServices.lifecycle,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
  },
  factory({ config, lifecycle, logger, plugin, rootLifecycle }) {
    const database = DatabaseManager.fromConfig(config).forPlugin(
      plugin.getId(),
      { lifecycle, logger },
    );
    // After the plugins have stopped, which may still write.
    rootLifecycle.addShutdownHook(async () => {
      const client = await database.getClient();
      await client.destroy();
    });
    return database;
  },
});
