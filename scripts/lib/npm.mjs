import { spawnSync } from 'node:child_process';

/**
 * How to run npm: the one that runs us, or the one in PATH.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ file: string, args: string[] }}
 */
export function npmCommand(args, env = process.env) {
  // pnpm and others set this variable as well.
  return env.npm_execpath?.endsWith('npm-cli.js')
    ? { file: process.execPath, args: [env.npm_execpath, ...args] }
    : { file: 'npm', args };
}

/**
 * The package registry that npm is set to use, so that Yarn uses the same.
 *
 * @returns {string | undefined} undefined if npm does not say
 */
export function npmRegistry() {
  const { file, args } = npmCommand(['config', 'get', 'registry']);
  const { stdout, status } = spawnSync(file, args, { encoding: 'utf8' });
  const url = stdout?.trim();
  return status === 0 && URL.canParse(url) ? url : undefined;
}
