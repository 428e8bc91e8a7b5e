import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { childEnv } from './child-env.mjs';
import { ensureInstalled } from './install.mjs';
import { takeLock } from './lock.mjs';
import { ROOT } from './paths.mjs';
import { ensureToolchain } from './toolchain.mjs';

/**
 * Everything that must be there before anything of the repository can run.
 *
 * @param {object} options
 * @param {ReturnType<import('./paths.mjs').layoutOf>} options.layout
 * @param {import('./processes.mjs').Processes} options.processes
 * @param {import('./progress.mjs').Progress} options.progress
 * @param {string} options.log - folder for the logs
 * @returns {Promise<{ toolchain: { node: string }, env: NodeJS.ProcessEnv }>}
 * @throws Problem
 */
export async function prepare({ layout, processes, progress, log }) {
  const toolchain = await progress.step(
    'toolchain',
    () =>
      ensureToolchain(layout.toolchain, processes, join(log, 'toolchain.log')),
    ({ nodeVersion, yarnVersion, fresh }) =>
      `Node.js ${nodeVersion} and Yarn ${yarnVersion} ${
        fresh ? 'installed' : 'are there'
      }`,
  );
  const env = childEnv(layout.toolchain);
  await progress.step(
    'dependencies',
    () =>
      ensureInstalled(toolchain, processes, {
        env,
        log: join(log, 'install.log'),
      }),
    done => (done ? 'installed' : 'are there'),
  );
  return { toolchain, env };
}

/**
 * Does something that changes what the whole checkout shares (node_modules, the
 * built app): one process at a time.
 *
 * @template T
 * @param {import('./progress.mjs').Progress} progress
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function exclusively(progress, work) {
  const path = join(ROOT, '.ctrl', 'prepare.lock');
  let told = false;
  for (;;) {
    const lock = takeLock(path);
    if (!lock.owner) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) {
      told = true;
      progress.say(
        `           process ${lock.owner.pid} is installing or building in this checkout: waiting for it`,
      );
    }
    await wait(500);
  }
}
