import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { layoutOf, ROOT } from './paths.mjs';
import { Problem } from './problem.mjs';
import { ensureVirtualEnvironment, REQUIREMENTS } from './python.mjs';
import { hashOf, stampAt } from './stamp.mjs';

const GENERATE = join('scripts', 'docs', 'generate.mjs');

/**
 * @typedef {object} Documents
 * @property {string} site - the folder that TechDocs serves them from
 * @property {boolean} built - whether that was done just now
 * @property {{ message: string, todo: string, older: boolean }} [problem] - why
 *   they could not be built, and whether those of an earlier state are there;
 *   nothing else depends on them, so that nothing else stops
 */

/**
 * Builds the documents of the checkout, unless they were built from the present
 * ones. Portals beside each other share them, as they do the built app.
 *
 * @param {{ node: string }} toolchain
 * @param {import('./processes.mjs').Processes} processes
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} options.log
 * @param {string} [options.folder] - another place than the checkout's
 * @returns {Promise<Documents>}
 */
export async function ensureDocsBuilt(
  toolchain,
  processes,
  { env, log, folder = layoutOf().docs },
) {
  const site = join(folder, 'site');
  const stamp = stampAt(join(folder, 'site.stamp'));
  const hash = hashOf(ROOT, [
    'docs',
    'mkdocs.yml',
    REQUIREMENTS,
    GENERATE,
    'node_modules/@backstage/plugin-techdocs-node/package.json',
  ]);
  if (stamp.matches(hash) && existsSync(site)) {
    return { site, built: false };
  }
  try {
    stamp.remove();
    const venv = join(folder, 'venv');
    await ensureVirtualEnvironment(venv, processes, { env, log });
    await processes.run({
      name: 'the build of the documents',
      node: toolchain.node,
      args: [join(ROOT, GENERATE), ROOT, join(folder, 'work'), site],
      cwd: ROOT,
      env: {
        ...env,
        PATH: [join(venv, 'bin'), env.PATH].filter(Boolean).join(delimiter),
      },
      log,
    });
  } catch (error) {
    if (!(error instanceof Problem)) {
      throw error;
    }
    return { site, built: false, problem: describe(error, existsSync(site)) };
  }
  stamp.write(hash);
  return { site, built: true };
}

function describe({ message, todo, log }, older) {
  const state = older ? 'are older than this checkout' : 'are not built';
  return {
    message: `The documents ${state}: ${message.replace(/\.$/, '')}.`,
    todo:
      todo ??
      `The log says more: ${log}. The portal tries again when it is started.`,
    older,
  };
}
