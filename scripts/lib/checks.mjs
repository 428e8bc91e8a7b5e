import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appBuild } from './build-app.mjs';
import { findChromium } from './chromium.mjs';
import { backstageCli, ROOT } from './paths.mjs';
import { postgresForTests } from './postgres.mjs';
import { countJest, countNodeTests, countPlaywright } from './test-counts.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 *
 * @typedef {object} Context
 * @property {string} folder - where the check may leave files
 * @property {import('./processes.mjs').Processes} processes
 * @property {{ node: string }} toolchain
 * @property {NodeJS.ProcessEnv} env
 *
 * @typedef {object} Surroundings
 * @property {NodeJS.ProcessEnv} env - in addition
 * @property {string} [note] - what the check runs on
 * @property {string} [limit] - what the check leaves out here, and why
 * @property {() => Promise<void>} end - takes it down again
 *
 * @typedef {object} Check
 * @property {string} name - for --only
 * @property {string} title
 * @property {(folder: string) => string[]} args - the script for Node.js and its
 *   arguments; `folder` is where the check may leave files
 * @property {(folder: string) => NodeJS.ProcessEnv} [env] - in addition
 * @property {() => string | undefined} [obstacle] - why it cannot run here
 * @property {(context: Context) => Promise<Surroundings>} [surround] - brings up
 *   what it needs beside it
 * @property {(folder: string) => Counts | undefined} [count] - the tests that it
 *   ran; a check without counts is one
 * @property {() => { begin(): void, done(): void }} [around] - what to note
 *   before, and after success
 */

const bin = (...path) => join(ROOT, 'node_modules', ...path);

/** Everything that a change must pass, the quick and the needed-by-others first. @type {Check[]} */
export const CHECKS = [
  {
    name: 'types',
    title: 'TypeScript',
    args: () => [bin('typescript', 'bin', 'tsc')],
  },
  {
    name: 'lint',
    title: 'ESLint',
    args: () => [backstageCli(), 'repo', 'lint', '--max-warnings', '0'],
  },
  {
    name: 'format',
    title: 'Prettier',
    args: () => [bin('prettier', 'bin-prettier.js'), '--check', '.'],
  },
  {
    name: 'config',
    title: 'configuration against its schema',
    args: () => [
      backstageCli(),
      'config:check',
      '--lax',
      '--config',
      join(ROOT, 'app-config.yaml'),
    ],
  },
  {
    name: 'config-production',
    title: 'production configuration against its schema',
    args: () => [
      backstageCli(),
      'config:check',
      '--lax',
      '--config',
      join(ROOT, 'app-config.yaml'),
      '--config',
      join(ROOT, 'app-config.production.yaml'),
    ],
  },
  {
    name: 'jest',
    title: 'unit and integration tests',
    args: folder => [
      backstageCli(),
      'repo',
      'test',
      '--ci',
      '--json',
      `--outputFile=${join(folder, 'jest.json')}`,
    ],
    surround: ({ folder, ...context }) =>
      postgresForTests({ ...context, log: join(folder, 'postgres.log') }),
    count: folder => countJest(readReport(folder, 'jest.json')),
  },
  {
    name: 'build',
    title: 'bundles of the app, the backend and the packages',
    args: () => [backstageCli(), 'repo', 'build', '--all'],
    around: appBuild,
  },
  {
    name: 'scripts',
    title: 'tests of the two commands',
    args: folder => [
      '--test',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${join(folder, 'scripts.tap')}`,
      ...scriptTests(),
    ],
    count: folder => countNodeTests(readReport(folder, 'scripts.tap')),
  },
  {
    name: 'browser',
    title: 'browser tests',
    args: () => [
      bin('@playwright', 'test', 'cli.js'),
      'test',
      '--config',
      join('packages', 'e2e', 'playwright.config.ts'),
      '--reporter=dot,json',
    ],
    env: folder => ({
      CHROMIUM_PATH: findChromium(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, 'browser.json'),
    }),
    obstacle: () =>
      findChromium()
        ? undefined
        : 'no Chromium found (looked at CHROMIUM_PATH, then for chromium, chromium-browser and google-chrome in PATH)',
    count: folder => countPlaywright(readReport(folder, 'browser.json')),
  },
];

function scriptTests() {
  const scripts = join(ROOT, 'scripts');
  return readdirSync(scripts, { recursive: true })
    .filter(
      path => path.endsWith('.test.mjs') && !path.includes('node_modules'),
    )
    .map(path => join(scripts, path))
    .sort();
}

function readReport(folder, name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
