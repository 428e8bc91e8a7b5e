import { DatabaseSync } from 'node:sqlite';
import { parseRun, type Run } from './wire.ts';

/**
 * The runs about a thing, the newest first, also as a killed backend left them.
 *
 * @param database - the plugin's SQLite file. It is opened for writing: what a kill cut off has to be rolled back before
 *   anybody can read.
 */
export function storedRuns(database: string, resourceId: string): Run[] {
  const connection = new DatabaseSync(database, { timeout: 5000 });
  try {
    return connection
      .prepare(
        'select run from infra_runs where resource_id = ? order by created_at desc',
      )
      .all(resourceId)
      .map(({ run }) => parseRun(JSON.parse(String(run))));
  } finally {
    connection.close();
  }
}
