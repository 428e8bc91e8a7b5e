import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { npmCommand } from './npm.mjs';
import { ROOT } from './paths.mjs';
import { Problem } from './problem.mjs';
import { requireSpace } from './disk.mjs';

/** What is installed, by exact version and hash: see its package.json and lock file. */
const PINS = join(ROOT, 'scripts', 'toolchain');
const MIB = 1024 * 1024;

/**
 * Brings Node.js and Yarn into a folder with `bin/node`, `bin/yarn` and `node`
 * (this Node's folder, with its headers), unless they are there in the pinned
 * versions. The folder appears whole or not at all.
 *
 * @param {string} directory
 * @param {import('./processes.mjs').Processes} processes
 * @param {string} log - the file for npm's output
 * @returns {Promise<{ node: string, yarn: string, nodeVersion: string, yarnVersion: string, fresh: boolean }>}
 * @throws Problem if it cannot be installed, or does not run on this machine
 */
export async function ensureToolchain(directory, processes, log) {
  const source = nodeSource();
  if (isComplete(directory, source)) {
    return describe(directory, source, false);
  }
  requireSpace(directory, 400 * MIB, 'the toolchain (Node.js and Yarn)');
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    cpSync(join(PINS, name), join(draft, name));
  }
  const npm = npmCommand([
    'ci',
    '--ignore-scripts',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    // npm would be silent where `npm start --silent` is, and try for minutes.
    '--loglevel=warn',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ]);
  await processes.run({
    name: 'The installation of the toolchain',
    ...npm,
    cwd: draft,
    env: process.env,
    log,
    network: true,
  });
  addCommands(draft, source);
  requireRuns(join(draft, 'bin', 'node'));
  replace(directory, draft);
  return describe(directory, source, true);
}

/** Which Node.js it is: npm's for this platform, else the one that runs this. */
function nodeSource() {
  const name = `node-${process.platform}-${process.arch}`;
  const pins = readJson(join(PINS, 'package.json'));
  const yarn = pins.dependencies['@yarnpkg/cli-dist'];
  if (pins.optionalDependencies[name]) {
    return { package: name, version: pins.optionalDependencies[name], yarn };
  }
  const major = Number(process.versions.node.split('.')[0]);
  if (major === 22 || major === 24) {
    return { version: process.versions.node, yarn };
  }
  throw new Problem(
    `npm carries no Node.js for ${process.platform} on ${process.arch}, and this one is ${process.versions.node}.`,
    { todo: 'Install Node.js 24 and run the same command with it.' },
  );
}

function isComplete(directory, source) {
  const yarn = versionOf(join(directory, 'node_modules', '@yarnpkg/cli-dist'));
  const node = source.package
    ? versionOf(join(directory, 'node_modules', source.package))
    : source.version;
  return (
    yarn === source.yarn &&
    node === source.version &&
    ['bin/node', 'bin/yarn', 'node'].every(path =>
      existsSync(join(directory, path)),
    )
  );
}

function addCommands(directory, source) {
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  if (source.package) {
    symlinkSync(join('node_modules', source.package), join(directory, 'node'));
    symlinkSync(join('..', 'node', 'bin', 'node'), join(bin, 'node'));
  } else {
    symlinkSync(dirname(dirname(process.execPath)), join(directory, 'node'));
    symlinkSync(process.execPath, join(bin, 'node'));
  }
  writeFileSync(
    join(bin, 'yarn'),
    [
      '#!/bin/sh',
      'here=$(dirname "$0")',
      'exec "$here/node" "$here/../node_modules/@yarnpkg/cli-dist/bin/yarn.js" "$@"',
      '',
    ].join('\n'),
  );
  chmodSync(join(bin, 'yarn'), 0o755);
}

function requireRuns(node) {
  const { status, error, stderr } = spawnSync(node, ['--version'], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Problem(
      `The Node.js that npm carries does not run on this machine: ${
        error?.message ?? stderr.trim()
      }`,
      {
        todo: 'It needs a Linux with glibc 2.28 or newer (Alpine has none); use such a machine or image.',
      },
    );
  }
}

function replace(directory, draft) {
  const old = `${directory}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(directory)) {
    renameSync(directory, old);
  }
  renameSync(draft, directory);
  rmSync(old, { recursive: true, force: true });
}

function describe(directory, source, fresh) {
  return {
    node: join(directory, 'bin', 'node'),
    yarn: join(directory, 'node_modules', '@yarnpkg/cli-dist/bin/yarn.js'),
    nodeVersion: source.version,
    yarnVersion: source.yarn,
    fresh,
  };
}

function versionOf(packageFolder) {
  const path = join(packageFolder, 'package.json');
  return existsSync(path) ? readJson(path).version : undefined;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
