import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Plugins have migrations of their own, in the same database under Knex's default name. */
const MIGRATIONS_TABLE = 'infra_knex_migrations';

/** The plugin's database, with the tables of this package brought up to date. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@reverb256/backstage-plugin-infra-node',
        'migrations',
      ),
      tableName: MIGRATIONS_TABLE,
    });
  }
  return knex;
}
