import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgres } from './postgres-programs.mjs';

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING';
const SERVER = join(
  dirname(fileURLToPath(import.meta.url)),
  'postgres-server.mjs',
);
const START_TIMEOUT_MS = 60_000;

/** What Backstage's test databases look for; without it they would fail for want of a Docker. */
const WITHOUT_DOCKER = { BACKSTAGE_TEST_DISABLE_DOCKER: '1' };

/**
 * Gives the tests a PostgreSQL: the one that is named in the environment, or a
 * server of our own from this machine's programs, or one in a container. Where
 * there is none of them they run on SQLite alone.
 *
 * @param {object} context
 * @param {import('./processes.mjs').Processes} context.processes
 * @param {{ node: string }} context.toolchain
 * @param {NodeJS.ProcessEnv} context.env
 * @param {string} context.log - the file for the server's log
 * @param {object} [machine]
 * @param {NodeJS.ProcessEnv} [machine.env]
 * @param {() => string | undefined} [machine.findPrograms] - the folder with the server's programs
 * @param {() => boolean} [machine.hasDocker]
 * @returns {Promise<{ env: NodeJS.ProcessEnv, note?: string, limit?: string, end(): Promise<void> }>}
 *   what to add to the environment of the tests, what they run on, what they
 *   leave out and why; and the end of the server
 */
export async function postgresForTests(
  context,
  {
    env = process.env,
    findPrograms = () => findPostgres(env),
    hasDocker = dockerRuns,
  } = {},
) {
  if (env[VARIABLE]) {
    return without({ note: `PostgreSQL that ${VARIABLE} names` });
  }
  const programs = findPrograms();
  if (programs) {
    return await serverOfOurOwn(context, programs);
  }
  if (hasDocker()) {
    return without({ note: 'PostgreSQL in a container' });
  }
  return without({
    env: WITHOUT_DOCKER,
    limit: `PostgreSQL, since this machine has no server programs of it (looked for postgres and initdb in PATH and /usr/lib/postgresql/*/bin), no running Docker, and no ${VARIABLE}; SQLite was tested`,
  });
}

async function serverOfOurOwn({ processes, toolchain, env, log }, programs) {
  let tellReady;
  const ready = new Promise(resolve => {
    tellReady = resolve;
  });
  const server = processes.start({
    name: 'PostgreSQL',
    node: toolchain.node,
    args: [SERVER, programs],
    cwd: dirname(SERVER),
    env,
    log,
    onLine: line => tellReady(JSON.parse(line)),
  });
  const up = await Promise.race([ready, server.ended, timeout()]);
  if (!up?.connectionString) {
    await server.stop();
    const reason = up?.detail?.split('\n').at(-1) ?? 'it was not ready in time';
    return without({
      env: WITHOUT_DOCKER,
      limit: `PostgreSQL, since the server in ${programs} did not start (${reason}; the whole log: ${log}); SQLite was tested`,
    });
  }
  return {
    env: { ...WITHOUT_DOCKER, [VARIABLE]: up.connectionString },
    note: `PostgreSQL ${up.version} of our own`,
    end: () => server.stop(),
  };
}

function without(rest) {
  return { env: {}, ...rest, end: async () => {} };
}

function timeout() {
  return new Promise(resolve => {
    setTimeout(resolve, START_TIMEOUT_MS).unref();
  });
}

function dockerRuns() {
  const { status } = spawnSync('docker', ['info'], {
    stdio: 'ignore',
    timeout: 10_000,
  });
  return status === 0;
}
