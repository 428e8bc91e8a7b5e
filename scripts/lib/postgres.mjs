import { spawnSync } from 'node:child_process';

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING';

/**
 * How Backstage's test databases may get at a PostgreSQL: one that is named in
 * the environment, or one in a container. Where there is neither they run on
 * SQLite alone, and would fail if they were not told.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {() => boolean} [hasDocker]
 * @returns {{ env: NodeJS.ProcessEnv, limit?: string }} what to add to the
 *   environment of the tests, and what is then left out
 */
export function postgresForTests(env = process.env, hasDocker = dockerRuns) {
  if (env[VARIABLE] || hasDocker()) {
    return { env: {} };
  }
  return {
    env: { BACKSTAGE_TEST_DISABLE_DOCKER: '1' },
    limit: `PostgreSQL, since neither is Docker running nor does ${VARIABLE} name one; SQLite was tested`,
  };
}

function dockerRuns() {
  const { status } = spawnSync('docker', ['info'], {
    stdio: 'ignore',
    timeout: 10_000,
  });
  return status === 0;
}
