import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { requireSpace } from './disk.mjs';
import { backstageCli, ROOT } from './paths.mjs';
import { hashOf, stampAt } from './stamp.mjs';
import { foldersBehind, workspacesOf } from './workspaces.mjs';

const DIST = join('packages', 'app', 'dist');

/**
 * Builds the web app, unless packages/app/dist was made from the present
 * sources. The backend serves it, and puts its own configuration into the page
 * in memory, so that portals with different addresses share one build.
 *
 * @param {{ node: string }} toolchain
 * @param {import('./processes.mjs').Processes} processes
 * @param {{ env: NodeJS.ProcessEnv, log: string }} options
 * @returns {Promise<boolean>} whether anything had to be done
 * @throws Problem
 */
export async function ensureAppBuilt(toolchain, processes, { env, log }) {
  const build = appBuild();
  if (build.isCurrent()) {
    return false;
  }
  requireSpace(ROOT, 200 * 1024 * 1024, 'the build of the app');
  build.begin();
  await processes.run({
    name: 'The build of the app',
    node: toolchain.node,
    args: [
      backstageCli(),
      'package',
      'build',
      '--config',
      join(ROOT, 'app-config.yaml'),
    ],
    cwd: join(ROOT, 'packages', 'app'),
    env,
    log,
  });
  build.done();
  return true;
}

/**
 * The knowledge of what packages/app/dist was made from. The stamp lies in
 * `dist`, so that whoever else builds or cleans removes it.
 */
export function appBuild() {
  const stamp = stampAt(join(ROOT, DIST, '.control-center-build'));
  const hash = hashOf(ROOT, [
    'app-config.yaml',
    'package.json',
    'yarn.lock',
    ...foldersBehind('app', workspacesOf(ROOT)),
  ]);
  return {
    isCurrent: () =>
      stamp.matches(hash) && existsSync(join(ROOT, DIST, 'static')),
    begin: () => stamp.remove(),
    done: () => stamp.write(hash),
  };
}
