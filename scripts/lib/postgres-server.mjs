// A PostgreSQL server for as long as this process lives, on loopback, in a
// folder that goes with it. `node postgres-server.mjs <folder with its programs>`
// prints one line of JSON, {connectionString, version}, once it takes
// connections. Everything that makes a database durable is off.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './port.mjs';

const ATTEMPTS = 3;
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  logging_collector: 'off',
  log_destination: 'stderr',
  // Its log is read.
  lc_messages: 'C',
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

const [programs] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'control-center-postgres-'));
let running;
let stopping = false;

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, () => {
    stopping = true;
    // Its "fast" shutdown; by SIGTERM it would wait for whoever is connected.
    running?.kill('SIGINT');
  });
}

try {
  await serve();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @throws Error unless it ended because it was told to */
async function serve() {
  const owner = serverOwner();
  const password = randomBytes(16).toString('hex');
  const { cluster, passwordFile } = createFolders(owner, password);
  await run(owner, 'initdb', [
    `--pgdata=${cluster}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ]);
  for (let attempt = 1; !stopping; attempt++) {
    const port = await freePort();
    const args = ['-D', cluster, '-p', `${port}`, ...settings()];
    try {
      await run(owner, 'postgres', args, () => tell(password, port));
    } catch (error) {
      // Somebody may have been quicker than us at that port.
      if (!error.portWasTaken || attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}

function createFolders(owner, password) {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) {
    chownSync(folder, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  return { cluster: join(folder, 'cluster'), passwordFile };
}

function settings() {
  return Object.entries(SETTINGS).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
}

function tell(password, port) {
  const version = execFileSync(join(programs, 'postgres'), ['--version'], {
    encoding: 'utf8',
  });
  const connectionString = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  console.log(
    JSON.stringify({
      connectionString,
      version: version.match(/\d[\d.]*/)?.[0],
    }),
  );
}

/** Runs one of the programs to its end, its output to our standard error. */
async function run(owner, program, args, onReady = () => {}) {
  if (stopping) {
    return;
  }
  running = spawn(join(programs, program), args, {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const child = running;
  let portWasTaken = false;
  let cause = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      console.error(line);
      portWasTaken ||= line.includes('Address already in use');
      cause = line.match(/(?:FATAL|PANIC|error): +(.*)/)?.[1] ?? cause;
      if (line.includes('ready to accept connections')) {
        onReady();
      }
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const wanted = stopping || (program === 'initdb' && code === 0);
  if (!wanted) {
    const how = `${program} ended with exit code ${code}`;
    throw Object.assign(new Error(cause ? `${how}: ${cause}` : how), {
      portWasTaken,
    });
  }
}

/** PostgreSQL refuses to run as root. */
function serverOwner() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = flag =>
        Number(
          execFileSync('id', [flag, name], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          }),
        );
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // There is no such user here.
    }
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as",
  );
}
