import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { postgresForTests } from './postgres.mjs';
import { findPostgres } from './postgres-programs.mjs';
import { Processes } from './processes.mjs';
import { until } from './testing.mjs';

const VARIABLE = 'BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING';
const NAMED = { [VARIABLE]: 'postgresql://localhost' };
const programs = findPostgres();

let folder;
let processes;
let context;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postgres-test-'));
  // Where we are root the server is not.
  chmodSync(folder, 0o755);
  processes = new Processes();
  context = {
    processes,
    toolchain: { node: process.execPath },
    env: { ...process.env, TMPDIR: folder },
    log: join(folder, 'postgres.log'),
  };
});

afterEach(async () => {
  await processes.stop();
  rmSync(folder, { recursive: true });
});

/** Whether something listens there. */
const listens = port =>
  new Promise(resolve => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const dataFolders = () =>
  readdirSync(folder).filter(name => name.startsWith('control-center-'));

test('a PostgreSQL that the environment names is left to the tests', async () => {
  const { env, limit, note } = await postgresForTests(context, {
    env: NAMED,
    findPrograms: () => '/nowhere',
  });
  assert.deepEqual(env, {});
  assert.equal(limit, undefined);
  assert.ok(note.includes(VARIABLE));
});

test('Docker serves where there are no programs', async () => {
  const { env, limit } = await postgresForTests(context, {
    env: { PATH: '' },
    findPrograms: () => undefined,
    hasDocker: () => true,
  });
  assert.deepEqual([env, limit], [{}, undefined]);
});

test('without any the tests are told, and so is whoever reads the summary', async () => {
  const { env, limit } = await postgresForTests(context, {
    env: { PATH: '' },
    findPrograms: () => undefined,
    hasDocker: () => false,
  });
  assert.deepEqual(env, { BACKSTAGE_TEST_DISABLE_DOCKER: '1' });
  assert.match(limit, /^PostgreSQL, since this machine has no server programs/);
});

test('a server that does not start is a limit with its reason', async () => {
  for (const program of ['initdb', 'postgres']) {
    const script = '#!/bin/sh\necho "initdb: error: no such luck"\nexit 1\n';
    writeFileSync(join(folder, program), script, { mode: 0o755 });
  }
  const { env, limit } = await postgresForTests(context, {
    env: {},
    findPrograms: () => folder,
  });
  assert.deepEqual(env, { BACKSTAGE_TEST_DISABLE_DOCKER: '1' });
  assert.ok(limit.includes('initdb ended with exit code 1: no such luck'));
  assert.deepEqual(dataFolders(), []);
});

const options = programs
  ? {}
  : { skip: 'this machine has no PostgreSQL programs' };

test(
  'the server is there, with a password, until it is ended',
  options,
  async () => {
    const { env, note, end } = await postgresForTests(context, { env: {} });
    assert.match(note, /^PostgreSQL \d+/);
    const { hostname, password, port } = new URL(env[VARIABLE]);
    assert.equal(hostname, '127.0.0.1');
    assert.match(password, /^\w{32}$/);
    assert.ok(await listens(port));
    assert.equal(dataFolders().length, 1);
    await end();
    assert.equal(await listens(port), false);
    assert.deepEqual(dataFolders(), []);
  },
);

test(
  'the server ends with all that the scripts started, and when it is killed',
  options,
  async () => {
    const first = await postgresForTests(context, { env: {} });
    const { port } = new URL(first.env[VARIABLE]);
    processes.kill();
    await until(async () => !(await listens(port)));

    processes = new Processes();
    const second = await postgresForTests(
      { ...context, processes },
      { env: {} },
    );
    const again = new URL(second.env[VARIABLE]).port;
    await processes.stop();
    assert.equal(await listens(again), false);
    assert.ok(existsSync(context.log));
  },
);
