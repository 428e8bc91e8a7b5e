import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { causeOf, Problem } from './problem.mjs';
import { tailOf } from './tail.mjs';

const WATCH_PARENT = join(
  dirname(fileURLToPath(import.meta.url)),
  'watch-parent.cjs',
);

/**
 * @typedef {object} Command
 * @property {string} name - what a person calls it: "backend", "install"
 * @property {string} [node] - the Node.js that runs it as a script, which then
 *   also ends when this process is gone
 * @property {string} [file] - or the program itself
 * @property {string[]} args - the script's path and its arguments, or the program's arguments
 * @property {string} log - the file that takes its output; the one before is kept beside it
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {(line: string) => void} [onLine] - gets each line of standard
 *   output, which then does not go to the log
 * @property {boolean} [network] - whether it talks to a package registry
 */

/**
 * The processes that this one started. Each leads a process group of its own: a
 * Ctrl-C in the terminal reaches only us, so that we stop them in order, and
 * stopping one stops whatever it started in turn.
 */
export class Processes {
  #running = [];
  #stopping = false;
  #graceMs;

  /** @param {{ graceMs?: number }} [options] - how long a process may take to stop before it is killed */
  constructor({ graceMs = 10_000 } = {}) {
    this.#graceMs = graceMs;
  }

  /**
   * Starts a process that is meant to stay.
   *
   * @param {Command} command
   * @returns {{ pid: number, ended: Promise<Problem | undefined>, stop(): Promise<void> }}
   *   `ended` fulfils with what went wrong, or with nothing after exit code 0;
   *   `stop` asks it to end, and kills it if it takes too long
   */
  start(command) {
    if (this.#stopping) {
      throw new Problem(`${command.name} was not started: everything stops.`);
    }
    const output = openLog(command.log);
    const child = spawn(
      command.node ?? command.file,
      [...(command.node ? ['--require', WATCH_PARENT] : []), ...command.args],
      {
        cwd: command.cwd,
        env: { ...command.env, CTRL_PARENT_PID: String(process.pid) },
        detached: true,
        stdio: ['ignore', command.onLine ? 'pipe' : output, output],
      },
    );
    closeSync(output);
    if (command.onLine) {
      createInterface({ input: child.stdout }).on('line', command.onLine);
    }
    const ended = new Promise(resolve => {
      child.once('error', error => resolve(failure(command, error.message)));
      child.once('close', (code, signal) =>
        resolve(
          code === 0
            ? undefined
            : failure(command, signal ?? `exit code ${code}`),
        ),
      );
    });
    const entry = { child, ended, name: command.name };
    this.#running.push(entry);
    ended.then(() => {
      this.#running = this.#running.filter(other => other !== entry);
    });
    return { pid: child.pid, ended, stop: () => this.#stopOne(entry) };
  }

  /**
   * Runs a process to its end.
   *
   * @param {Command} command
   * @throws Problem if it fails, with the end of its log
   */
  async run(command) {
    const problem = await this.start(command).ended;
    if (problem) {
      throw problem;
    }
  }

  /** Asks all to stop, the newest first, and kills what has not stopped in time. Starts nothing afterwards. */
  async stop() {
    this.#stopping = true;
    for (const entry of [...this.#running].reverse()) {
      await this.#stopOne(entry);
    }
  }

  async #stopOne({ child, ended }) {
    // Once it is waited for, its number may be another's.
    if (child.pid === undefined || !this.#runs(child)) {
      return;
    }
    signalGroup(child.pid, 'SIGTERM');
    const timer = setTimeout(
      () => signalGroup(child.pid, 'SIGKILL'),
      this.#graceMs,
    );
    await ended;
    clearTimeout(timer);
    // Its own children may have outlived it.
    signalGroup(child.pid, 'SIGKILL');
  }

  #runs(child) {
    return this.#running.some(entry => entry.child === child);
  }

  /** Kills all at once: for somebody who does not want to wait. */
  kill() {
    this.#stopping = true;
    for (const { child } of this.#running) {
      signalGroup(child.pid, 'SIGKILL');
    }
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path)) {
    renameSync(path, path.replace(/\.log$/, '.previous.log'));
  }
  return openSync(path, 'a', 0o600);
}

function failure(command, how) {
  const detail = tailOf(command.log);
  const cause = causeOf(detail, { network: command.network });
  return new Problem(
    cause
      ? `${command.name} failed (${how}): ${cause.message}.`
      : `${command.name} failed (${how}).`,
    { detail, log: command.log, todo: cause?.todo },
  );
}
