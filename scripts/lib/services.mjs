import {
  appendFileSync,
  existsSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { labConfig, portalUrl, TOKEN_PLUGINS } from './lab-config.mjs';
import { labBasePort } from './lab-ports.mjs';
import { ROOT } from './paths.mjs';
import { causeOf, Problem } from './problem.mjs';
import { tailOf } from './tail.mjs';

const LAB_TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Context
 * @property {ReturnType<import('./paths.mjs').layoutOf>} layout
 * @property {import('./processes.mjs').Processes} processes
 * @property {{ node: string }} toolchain
 * @property {NodeJS.ProcessEnv} env
 * @property {number} port - the portal's
 */

/**
 * Starts the lab and waits until it serves.
 *
 * @param {Context & { basePort?: number }} context - `basePort`, where the lab's
 *   ports begin, unless the portal's tells
 * @returns {Promise<{ lab: any, pid: number, ended: Promise<Problem | undefined> }>} the
 *   content of lab.json
 * @throws Problem
 */
export async function startLab({
  layout,
  processes,
  toolchain,
  env,
  port,
  basePort = labBasePort(port),
}) {
  const log = join(layout.log, 'lab.log');
  let tellReady;
  const ready = new Promise(resolve => {
    tellReady = resolve;
  });
  const { pid, ended } = processes.start({
    name: 'The lab',
    node: toolchain.node,
    args: [
      join(ROOT, 'packages', 'lab', 'src', 'main.ts'),
      '--home',
      layout.home,
      '--portal-url',
      portalUrl(port),
      '--base-port',
      String(basePort),
      '--parent-pid',
      String(process.pid),
    ],
    cwd: ROOT,
    env,
    log,
    onLine: line => {
      const event = readEvent(line);
      if (event?.event === 'ready') {
        tellReady(event.lab);
      } else {
        appendFileSync(log, `${line}\n`);
      }
    },
  });
  const file = await withTimeout(
    Promise.race([ready, failIfEnded(ended, 'The lab')]),
    LAB_TIMEOUT_MS,
    () => new Problem('The lab did not become ready in time.', { log }),
  );
  return { lab: JSON.parse(readFileSync(file, 'utf8')), pid, ended };
}

/**
 * Starts the backend, from source, on the lab. It also serves the built app.
 *
 * @param {Context & { lab: any, docs: import('./docs.mjs').Documents }} context
 * @returns {{ pid: number, ended: Promise<Problem | undefined>, localConfig?: string, requireStarting(): void }}
 *   with `localConfig`, the developer's own file if there is one, and
 *   `requireStarting`, which throws once the backend has given up
 */
export function startBackend(context) {
  const { layout, processes, toolchain, env, port, lab, docs } = context;
  const config = labConfig({
    lab,
    root: ROOT,
    database: layout.database,
    port,
    plugins: TOKEN_PLUGINS,
    docs,
  });
  // JSON is YAML. It holds secrets of the lab.
  writeFileSync(layout.config, JSON.stringify(config, undefined, 2), {
    mode: 0o600,
  });
  const local = join(ROOT, 'app-config.local.yaml');
  const log = join(layout.log, 'backend.log');
  const localConfig = existsSync(local) ? local : undefined;
  const { pid, ended } = processes.start({
    name: 'The backend',
    node: toolchain.node,
    args: [
      '--enable-source-maps',
      // The loader of `backstage-cli package start`, without its watcher.
      '--require',
      join(ROOT, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      join(ROOT, 'packages', 'backend', 'src', 'index.ts'),
      '--config',
      join(ROOT, 'app-config.yaml'),
      '--config',
      layout.config,
      ...(localConfig ? ['--config', localConfig] : []),
    ],
    cwd: join(ROOT, 'packages', 'backend'),
    env: { ...env, NODE_ENV: 'development' },
    log,
  });
  return {
    pid,
    ended,
    localConfig,
    requireStarting: () => requireStarting(log),
  };
}

/** A backend of which a plugin fails to start says so, and then stays without ever being ready. */
function requireStarting(log) {
  const detail = tailOf(log, 100)
    .split('\n')
    .filter(line => !/^\S+Z \S+ info /.test(line))
    .join('\n');
  if (/Backend startup failed/.test(detail)) {
    const cause = causeOf(detail);
    throw new Problem(
      cause
        ? `The backend did not start: ${cause.message}.`
        : 'The backend did not start: one of its plugins failed.',
      { detail, log, todo: cause?.todo },
    );
  }
}

/**
 * Rejects when a process that should stay has ended.
 *
 * @param {Promise<Problem | undefined>} ended
 * @param {string} name
 * @returns {Promise<never>}
 */
export async function failIfEnded(ended, name) {
  throw (await ended) ?? new Problem(`${name} ended, and should not have.`);
}

/**
 * Who may sign in, and how, in one line.
 *
 * @param {any} lab - the content of lab.json
 */
export function peopleOf(lab) {
  return lab.users
    .map(({ name, password, role }) => `${name} / ${password} (${role})`)
    .join(', ');
}

function readEvent(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function withTimeout(promise, ms, problem) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(problem()), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
