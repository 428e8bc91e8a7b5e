import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { layoutOf, ROOT } from './paths.mjs';

/**
 * A home of its own for a test, with the checkout's toolchain where there is one.
 *
 * @param {import('node:test').TestContext} t
 */
export function temporaryHome(t) {
  const home = mkdtempSync(join(tmpdir(), 'control-center-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const { toolchain } = layoutOf();
  if (existsSync(toolchain)) {
    symlinkSync(toolchain, join(home, 'toolchain'));
  }
  return layoutOf(home);
}

/**
 * Runs `npm start`'s script.
 *
 * @param {import('node:test').TestContext} t
 * @param {string[]} args
 */
export function start(t, args) {
  const env = { ...process.env };
  // As if started by hand: the tests themselves may run under npm or Yarn, and
  // node --test has its own way with children that it recognises.
  for (const name of Object.keys(env)) {
    if (name.startsWith('npm_') || name === 'NODE_TEST_CONTEXT') {
      delete env[name];
    }
  }
  const child = spawn(
    process.execPath,
    [join(ROOT, 'scripts', 'start.mjs'), ...args],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text;
    });
  }
  const ended = new Promise(resolve => {
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  });
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return {
    pid: child.pid,
    kill: signal => child.kill(signal),
    ended,
    output: () => output,
    /** Waits for output; fails if the process ends without it. */
    async says(pattern) {
      await until(
        () =>
          pattern.test(output) || child.exitCode !== null || child.signalCode,
      );
      if (!pattern.test(output)) {
        throw new Error(`ended without ${pattern}:\n${output}`);
      }
    },
  };
}

/** Waits until a condition holds. */
export async function until(condition) {
  while (!(await condition())) {
    await wait(50);
  }
}

/** Whether a process runs; one that is dead and not yet waited for does not. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // No /proc here, or it ended just now; the next look tells.
    return true;
  }
}
