import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from 'lab/testing';
import { homeFolder, root, runFolder } from './folders';
import { waitUntil } from './waitUntil';

/** What the launcher prints on its terminal, of all starts of the run. */
export const launcherLog = join(runFolder, 'launcher.log');

const processFile = join(runFolder, 'portal.json');
const startSeconds = 240;

interface PortalProcess {
  pid: number;
  port: number;
}

const current = (): PortalProcess | undefined =>
  existsSync(processFile)
    ? JSON.parse(readFileSync(processFile, 'utf8'))
    : undefined;

/** The address of the portal under test. */
export function portalUrl(): string {
  const portal = current();
  if (!portal) {
    throw new Error(`No portal was started: there is no ${processFile}`);
  }
  return `http://localhost:${portal.port}`;
}

/** An empty folder for a run, with the checkout's toolchain instead of a second one. */
export function prepareRun(): void {
  rmSync(runFolder, { recursive: true, force: true });
  mkdirSync(homeFolder, { recursive: true });
  const toolchain = join(root, '.ctrl', 'toolchain');
  if (existsSync(toolchain)) {
    symlinkSync(toolchain, join(homeFolder, 'toolchain'));
  }
}

/** What the launcher has printed, from the given byte on. */
const printed = (from: number) =>
  readFileSync(launcherLog).subarray(from).toString('utf8');

/**
 * Starts the portal on its lab as a person would (`npm start`), on the port of
 * the run. The process is found again by other processes of the run, since
 * Playwright sets up in one and tests in another.
 *
 * @returns once it has printed that it is ready.
 * @throws Error with what it printed, when it ends or takes too long.
 */
export async function startPortal(): Promise<void> {
  const { ready } = await launchPortal();
  await ready;
}

/** Like {@link startPortal}, and returns while it is still on its way up. */
export async function launchPortal(): Promise<{ ready: Promise<void> }> {
  const port = current()?.port ?? (await freePort());
  mkdirSync(dirname(launcherLog), { recursive: true });
  const output = openSync(launcherLog, 'a');
  const from = readFileSync(launcherLog).length;
  const child = spawn(
    process.execPath,
    [
      join(root, 'scripts', 'start.mjs'),
      '--home',
      homeFolder,
      '--port',
      String(port),
    ],
    { cwd: root, stdio: ['ignore', output, output], env: launcherEnv() },
  );
  closeSync(output);
  let ended: string | undefined;
  child.once('error', error => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `it ended with ${signal ?? `exit code ${code}`}`;
  });
  writeFileSync(processFile, JSON.stringify({ pid: child.pid, port }));
  const ready = waitUntil(
    'the portal to be ready',
    () => {
      if (ended) {
        throw new Error(
          `The portal did not start: ${ended}. It printed:\n${printed(from)}`,
        );
      }
      return printed(from).includes('\nReady: ') ? true : undefined;
    },
    { seconds: startSeconds },
  ).then(() => {
    // Whoever started it may end before it does.
    child.unref();
  });
  return { ready };
}

/** Under Yarn the start script runs the Backstage CLI's development servers instead. */
function launcherEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_|YARN_|BERRY_|INIT_CWD$|NODE_OPTIONS$)/.test(name),
    ),
  );
}

/** Stops the portal and waits until the process is gone. */
export async function stopPortal(): Promise<void> {
  const portal = current();
  if (!portal || !isAlive(portal.pid)) {
    return;
  }
  process.kill(portal.pid, 'SIGTERM');
  await waitUntil(
    `process ${portal.pid}, the portal, to end`,
    () => (isAlive(portal.pid) ? undefined : true),
    { seconds: 30 },
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
