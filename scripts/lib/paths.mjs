import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = resolve(
  dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
);

/** The Backstage CLI's entry file, which exists once the dependencies are installed. */
export function backstageCli() {
  return join(
    ROOT,
    'node_modules',
    '@backstage',
    'cli',
    'bin',
    'backstage-cli',
  );
}

/**
 * Where everything that is brought up lives.
 *
 * @param {string} [directory] - another folder than `.ctrl` in the checkout
 */
export function layoutOf(directory = join(ROOT, '.ctrl')) {
  const home = resolve(directory);
  return {
    home,
    toolchain: join(home, 'toolchain'),
    database: join(home, 'db'),
    log: join(home, 'log'),
    testLog: join(home, 'test'),
    docs: join(home, 'docs'),
    lab: join(home, 'lab'),
    labFile: join(home, 'lab.json'),
    config: join(home, 'app-config.lab.yaml'),
    lock: join(home, 'start.lock'),
  };
}
