import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { backstageCli } from './paths.mjs';

/**
 * Whether Yarn runs the script.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function underYarn(env) {
  return (env.npm_config_user_agent ?? '').startsWith('yarn/');
}

/**
 * Runs the Backstage CLI in this process's place.
 *
 * @param {string[]} args
 * @param {{ signal?: AbortSignal }} [options] - `signal` asks it to end
 * @returns {Promise<number>} its exit code, 128 + n after signal n
 */
export function handOn(args, { signal } = {}) {
  const child = spawn(process.execPath, [backstageCli(), ...args], {
    stdio: 'inherit',
  });
  signal?.addEventListener('abort', () => child.kill(), { once: true });
  return handOnSignals(child);
}

/**
 * Waits for a child that has the terminal, and hands signals on to it.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} its exit code, 128 + n after signal n
 */
export function handOnSignals(child) {
  // A terminal sends these to the child as well. They are caught here so that
  // this process outlives the child, and handed on in case only this one got them.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const handOver = signal => child.kill(signal);
  signals.forEach(signal => process.on(signal, handOver));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal]),
    );
  }).finally(() => signals.forEach(signal => process.off(signal, handOver)));
}
