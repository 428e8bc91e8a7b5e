import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireSpace } from './disk.mjs';
import { ROOT } from './paths.mjs';
import { Problem } from './problem.mjs';
import { hashOf, stampAt } from './stamp.mjs';

/** What is installed, by exact version and hash. */
export const REQUIREMENTS = join('scripts', 'docs', 'requirements.txt');

const NAMES = ['python3', 'python'];
/** The least for which the versions in requirements.txt exist. */
const OLDEST = [3, 10];
const MIB = 1024 * 1024;

/**
 * A Python with everything that makes a virtual environment.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ file: string, version: string }}
 * @throws Problem that says what is missing
 */
export function findPython(env) {
  const found = NAMES.map(file => ({ file, version: versionOf(file, env) }));
  const python = found.find(({ version }) => isEnough(version));
  if (!python) {
    const old = found.find(({ version }) => version);
    throw new Problem(
      old
        ? `this machine's Python is ${old.version}, and ${OLDEST.join(
            '.',
          )} or newer is needed`
        : `this machine has no Python 3 (looked for ${NAMES.join(
            ' and ',
          )} in PATH)`,
      {
        todo: `Install Python ${OLDEST.join(
          '.',
        )} or newer with its venv module (Debian and Ubuntu: apt install python3-venv), and start again.`,
      },
    );
  }
  if (run(python.file, ['-c', 'import venv, ensurepip'], env).status !== 0) {
    throw new Problem(
      `Python ${python.version} is there without its modules venv and ensurepip`,
      {
        todo: 'Install them (Debian and Ubuntu: apt install python3-venv), and start again.',
      },
    );
  }
  return python;
}

/**
 * A virtual environment with what requirements.txt pins, unless it is there.
 *
 * @param {string} directory
 * @param {import('./processes.mjs').Processes} processes
 * @param {{ env: NodeJS.ProcessEnv, log: string }} options
 * @throws Problem if there is no Python, or something cannot be installed
 */
export async function ensureVirtualEnvironment(
  directory,
  processes,
  { env, log },
) {
  const python = join(directory, 'bin', 'python');
  const stamp = stampAt(join(directory, '.control-center'));
  const hash = hashOf(ROOT, [REQUIREMENTS]);
  // The interpreter behind it may have been removed or replaced since.
  if (stamp.matches(hash) && versionOf(python, env)) {
    return;
  }
  const { file } = findPython(env);
  requireSpace(directory, 250 * MIB, 'what builds the documents');
  rmSync(directory, { recursive: true, force: true });
  const step = { cwd: ROOT, env, log, name: 'the installation of MkDocs' };
  await processes.run({ ...step, file, args: ['-m', 'venv', directory] });
  if (!existsSync(python)) {
    throw new Problem(`${file} -m venv made no environment`, { log });
  }
  await installWithPip(processes, {
    ...step,
    file: python,
    args: [
      ...['-m', 'pip', 'install', '--requirement', join(ROOT, REQUIREMENTS)],
      '--require-hashes',
      // Nothing of a package runs while it is installed.
      ...['--only-binary', ':all:'],
      ...['--no-input', '--disable-pip-version-check', '--progress-bar', 'off'],
      ...['--retries', '1', '--timeout', '15'],
    ],
  });
  stamp.write(hash);
}

/** What pip needs is set elsewhere than what npm does. */
async function installWithPip(processes, command) {
  try {
    await processes.run(command);
  } catch (error) {
    if (error instanceof Problem && !error.todo) {
      error.todo = `Check the network, and the settings of pip (PIP_INDEX_URL, PIP_PROXY, PIP_CERT), and start again. The log says more: ${command.log}`;
    }
    throw error;
  }
}

function versionOf(file, env) {
  const { status, stdout } = run(file, ['--version'], env);
  return status === 0 ? /^Python (3\.\d+\.\d+)/.exec(stdout)?.[1] : undefined;
}

function isEnough(version) {
  const [major, minor] = (version ?? '').split('.').map(Number);
  return major === OLDEST[0] && minor >= OLDEST[1];
}

function run(file, args, env) {
  return spawnSync(file, args, { env, encoding: 'utf8', timeout: 20_000 });
}
