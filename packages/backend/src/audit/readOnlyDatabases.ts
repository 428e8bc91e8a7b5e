import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import type {
  LifecycleServiceShutdownHook,
  LoggerService,
  RootConfigService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { ConfigReader, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

/** Lets somebody else than a running backend say when it is over. */
class OneShotLifecycle implements RootLifecycleService {
  readonly #hooks: LifecycleServiceShutdownHook[] = [];

  addStartupHook() {}

  addBeforeShutdownHook() {}

  addShutdownHook(hook: LifecycleServiceShutdownHook) {
    this.#hooks.push(hook);
  }

  async end(): Promise<void> {
    for (const hook of this.#hooks) await hook();
  }
}

/** The connection in a form to which can be added that nothing is written. */
function readOnly(connection: unknown): unknown {
  if (connection === ':memory:') {
    throw new InputError(
      'The portal of this configuration keeps its data in memory (backend.database.connection): there is nothing to verify.',
    );
  }
  const given: JsonObject =
    typeof connection === 'string'
      ? { filename: connection }
      : (connection as JsonObject);
  const { directory } = given;
  if (typeof directory === 'string' && !existsSync(resolve(directory))) {
    throw new InputError(
      `There is no directory ${resolve(
        directory,
      )} (backend.database.connection.directory). Run this where the portal runs: a relative path begins there.`,
    );
  }
  const options = given.options as JsonObject | undefined;
  return { ...given, options: { ...options, readonly: true } };
}

/**
 * The databases of the portal's plugins, by the portal's own configuration. Nothing is created, migrated or, where it is
 * SQLite, written.
 *
 * @throws InputError when the configuration leads to no database
 */
export function readOnlyDatabases(config: Config) {
  const database = config.getConfig('backend.database').get<JsonObject>();
  const isSqlite = database.client === 'better-sqlite3';
  const lifecycle = new OneShotLifecycle();
  const manager = DatabaseManager.fromConfig(
    new ConfigReader({
      backend: {
        database: {
          ...database,
          ensureExists: false,
          ensureSchemaExists: false,
          ...(isSqlite && {
            connection: readOnly(database.connection) as JsonObject,
          }),
        },
      },
    }) as unknown as RootConfigService,
    { migrations: { skip: true }, rootLifecycle: lifecycle },
  );
  return {
    forPlugin: (pluginId: string) =>
      manager.forPlugin(pluginId, { logger: silent, lifecycle }),
    /** Without it the process goes on: connections are kept alive. */
    close: () => lifecycle.end(),
  };
}
