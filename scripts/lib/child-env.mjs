import { delimiter, join } from 'node:path';

/**
 * The environment of whatever the scripts start: our Node.js and Yarn first,
 * and nothing of the npm that ran us, which would point at another Node.
 *
 * @param {string} toolchain - its folder
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnv(toolchain, env = process.env) {
  const kept = Object.entries(env).filter(
    ([name]) => name !== 'NODE' && !name.toLowerCase().startsWith('npm_'),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [join(toolchain, 'bin'), env.PATH].filter(Boolean).join(delimiter),
    // Where a native addon that must be compiled finds the headers of this Node.
    npm_config_nodedir: join(toolchain, 'node'),
  };
}
