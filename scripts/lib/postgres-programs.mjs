import { accessSync, constants, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Debian keeps the server's programs here, a folder a version, and not in PATH. */
const DEBIAN = '/usr/lib/postgresql';

/**
 * The folder with this machine's PostgreSQL server: `postgres` and `initdb`.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [versions] - a folder with one folder a version
 * @returns {string | undefined} what PATH finds, or else the newest version
 */
export function findPostgres(env = process.env, versions = DEBIAN) {
  const inPath = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const installed = versionsIn(versions).map(version =>
    join(versions, version, 'bin'),
  );
  return [...inPath, ...installed].map(serverFolder).find(Boolean);
}

function versionsIn(folder) {
  try {
    return readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

/** PATH may have a link to `postgres` alone: its neighbours are where it really is. */
function serverFolder(folder) {
  try {
    const real = dirname(realpathSync(join(folder, 'postgres')));
    for (const program of ['postgres', 'initdb']) {
      accessSync(join(real, program), constants.X_OK);
    }
    return real;
  } catch {
    return undefined;
  }
}
