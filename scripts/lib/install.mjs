import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { requireSpace } from './disk.mjs';
import { npmRegistry } from './npm.mjs';
import { ROOT } from './paths.mjs';
import { hashOf, stampAt } from './stamp.mjs';
import { workspacesOf } from './workspaces.mjs';

const MIB = 1024 * 1024;

/**
 * Installs the dependencies, unless node_modules was made from the present
 * manifests and lock file. Install scripts run for no package but those that
 * the root package.json allows (see .yarnrc.yml).
 *
 * @param {{ node: string, yarn: string, nodeVersion: string }} toolchain
 * @param {import('./processes.mjs').Processes} processes
 * @param {{ env: NodeJS.ProcessEnv, log: string }} options
 * @returns {Promise<boolean>} whether anything had to be done
 * @throws Problem
 */
export async function ensureInstalled(toolchain, processes, { env, log }) {
  const modules = join(ROOT, 'node_modules');
  const stamp = stampAt(join(modules, '.control-center-install'));
  const hash = hashOf(
    ROOT,
    [
      'package.json',
      'yarn.lock',
      '.yarnrc.yml',
      '.yarn/patches',
      ...workspacesOf(ROOT).map(({ folder }) => join(folder, 'package.json')),
    ],
    // A native addon fits one major version on one platform.
    [toolchain.nodeVersion.split('.')[0], process.platform, process.arch],
  );
  if (stamp.matches(hash) && existsSync(join(modules, '.yarn-state.yml'))) {
    return false;
  }
  if (!existsSync(modules)) {
    requireSpace(ROOT, 2_500 * MIB, 'the installation of the dependencies');
  }
  stamp.remove();
  const registry = env.YARN_NPM_REGISTRY_SERVER ?? npmRegistry();
  await processes.run({
    name: 'The installation of the dependencies',
    node: toolchain.node,
    args: [toolchain.yarn, 'install', '--immutable'],
    cwd: ROOT,
    env: {
      ...env,
      ...(registry && { YARN_NPM_REGISTRY_SERVER: registry }),
      YARN_ENABLE_COLORS: '0',
      YARN_ENABLE_PROGRESS_BARS: '0',
    },
    log,
    network: true,
  });
  stamp.write(hash);
  return true;
}
