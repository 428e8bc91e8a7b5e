import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handOn } from './hand-on.mjs';
import { labConfig, portalUrl, TOKEN_PLUGINS } from './lab-config.mjs';
import { labBasePort } from './lab-ports.mjs';
import { takeLock } from './lock.mjs';
import { layoutOf, ROOT } from './paths.mjs';
import { requirePort } from './port.mjs';
import { Problem } from './problem.mjs';
import { Processes } from './processes.mjs';
import { untilReady } from './ready.mjs';
import { failIfEnded, peopleOf, startLab } from './services.mjs';

/** Where app-config.yaml has the web server and the backend listen in development. */
const PORTAL_PORT = 3000;
const BACKEND_PORT = 7007;

/**
 * `yarn start`: the Backstage CLI's development servers, on a lab that ends with
 * them. Its state is beside that of `npm start`, in `.ctrl/dev`.
 *
 * @param {string[]} args - for `backstage-cli repo start`
 * @returns {Promise<number>} the CLI's exit code, 128 + n after signal n, 1 after a problem
 */
export async function startDevelopment(args) {
  if (!wantsLab(args)) {
    return handOn(['repo', 'start', ...args]);
  }
  const processes = new Processes();
  process.once('exit', () => processes.kill());
  let lock;
  try {
    const layout = layoutOf(join(ROOT, '.ctrl', 'dev'));
    lock = takeHome(layout);
    for (const port of [PORTAL_PORT, BACKEND_PORT]) {
      await requirePort(port, {
        advice:
          'Stop that program: `yarn start` has no other port. `npm start` can be given one: npm start -- --port 3100',
      });
    }
    mkdirSync(layout.database, { recursive: true });
    const { lab, ended } = await startLab({
      layout,
      processes,
      toolchain: { node: process.execPath },
      env: process.env,
      port: PORTAL_PORT,
      basePort: labBasePort(BACKEND_PORT),
    });
    writeConfig(layout, lab);
    console.log(
      `The lab serves; its log: ${layout.log}. Everything that clients need: ${layout.labFile}\n`,
    );
    const servers = new AbortController();
    const exit = handOn(
      ['repo', 'start', ...configArgs(layout.config, existsSync), ...args],
      { signal: servers.signal },
    );
    const waiting = new AbortController();
    sayWhenReady(lab, waiting.signal);
    try {
      return await Promise.race([exit, failIfEnded(ended, 'The lab')]);
    } catch (error) {
      servers.abort();
      await exit;
      throw error;
    } finally {
      waiting.abort();
    }
  } catch (error) {
    console.error(`\n${error instanceof Problem ? error : error.stack}`);
    return 1;
  } finally {
    await processes.stop();
    lock?.release();
  }
}

/**
 * Whether the lab is to be brought up: whoever names configuration has an
 * identity provider and clusters of their own, and whoever asks for help none.
 *
 * @param {string[]} args
 */
export function wantsLab(args) {
  return !args.some(
    arg =>
      ['--config', '--help', '-h'].includes(arg) || arg.startsWith('--config='),
  );
}

/**
 * The configuration of the development servers, the last one over the others:
 * the CLI reads app-config.yaml and app-config.local.yaml only if none is named.
 *
 * @param {string} labConfigFile
 * @param {(path: string) => boolean} exists
 * @returns {string[]} arguments of the CLI
 */
export function configArgs(labConfigFile, exists) {
  const local = join(ROOT, 'app-config.local.yaml');
  return [
    join(ROOT, 'app-config.yaml'),
    ...(exists(local) ? [local] : []),
    labConfigFile,
  ].flatMap(path => ['--config', path]);
}

function takeHome(layout) {
  const lock = takeLock(layout.lock, { url: portalUrl(PORTAL_PORT) });
  if (lock.owner) {
    throw new Problem(
      `${layout.home} is in use: process ${lock.owner.pid} runs \`yarn start\` from it.`,
      { todo: 'Stop that one first.' },
    );
  }
  return lock;
}

function writeConfig(layout, lab) {
  const config = labConfig({
    lab,
    root: ROOT,
    database: layout.database,
    port: PORTAL_PORT,
    backendPort: BACKEND_PORT,
    plugins: TOKEN_PLUGINS,
    docs: builtDocs(),
  });
  // JSON is YAML. It holds secrets of the lab.
  writeFileSync(layout.config, JSON.stringify(config, undefined, 2), {
    mode: 0o600,
  });
}

/** Documents are shared with `npm start`, and not built here: that would delay every start. */
function builtDocs() {
  const site = join(layoutOf().docs, 'site');
  if (existsSync(site)) {
    return { site, built: false };
  }
  return {
    site,
    built: false,
    problem: {
      message: 'The documents are not built.',
      todo: '`yarn docs` builds them; then start `yarn start` again.',
      older: false,
    },
  };
}

/** Between the output of the servers, which say that they listen long before anybody can sign in. */
async function sayWhenReady(lab, signal) {
  const url = portalUrl(PORTAL_PORT);
  try {
    await untilReady({ url, lab, signal });
    console.log(`\nReady: ${url}  sign in as ${peopleOf(lab)}\n`);
  } catch (error) {
    if (!signal.aborted) {
      console.error(`\n${error}\nPeople of the lab: ${peopleOf(lab)}\n`);
    }
  }
}
