import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
  type DatabaseService,
} from '@backstage/backend-plugin-api';

/** What is used of the pool of connections: the part of tarn that looks for idle ones, every second. */
interface Pool {
  interval?: NodeJS.Timeout | null;
  on(event: 'startReaping', listener: () => void): void;
}

async function release(database: DatabaseService): Promise<void> {
  const { client } = await database.getClient();
  const pool: Pool = client.pool;
  const unref = () => pool.interval?.unref();
  unref();
  // A last use by what has not yet ended starts the timer again, just after it is told.
  pool.on('startReaping', () => setImmediate(unref).unref());
}

/**
 * The database service, which no longer keeps the test's process once the backend stops. Backstage's own leaves SQLite's
 * pools of connections open, and each has a timer. They stay open here too: tasks that are just ending may still use them,
 * and would fail in the middle of whatever test comes next.
 */
export const releasingDatabase = createServiceFactory({
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
    rootLifecycle.addShutdownHook(() => release(database));
    return database;
  },
});
