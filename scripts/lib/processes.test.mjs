import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Processes } from './processes.mjs';
import { isAlive, until } from './testing.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
/** Starts a grandchild, prints its number, and stays. */
const FAMILY = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

let folder;
let processes;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'processes-'));
  processes = new Processes({ graceMs: 500 });
});

afterEach(async () => {
  await processes.stop();
  rmSync(folder, { recursive: true });
});

function script(source, more = {}) {
  return {
    name: 'The helper',
    node: process.execPath,
    args: ['-e', source],
    cwd: folder,
    env: process.env,
    log: join(folder, 'helper.log'),
    ...more,
  };
}

function startFamily() {
  return new Promise(resolve => {
    const { pid } = processes.start(
      script(FAMILY, { onLine: line => resolve([pid, Number(line)]) }),
    );
  });
}

test('a failure tells how it ended, the end of its log and the known cause', async () => {
  const source =
    'console.log("begun"); console.error("Error: ENOSPC: no space"); process.exit(3)';
  await assert.rejects(processes.run(script(source)), {
    name: 'Problem',
    message: 'The helper failed (exit code 3): the disk is full.',
    detail: 'begun\nError: ENOSPC: no space',
    log: join(folder, 'helper.log'),
    todo: /Free some space/,
  });
});

test('a program that does not exist is a problem, not a crash', async () => {
  const { ended } = processes.start(
    script('', { node: undefined, file: join(folder, 'nothing') }),
  );
  assert.match((await ended).message, /The helper failed .*ENOENT/);
});

test('the log of the run before is kept', async () => {
  await processes.run(script('console.log("first")'));
  await processes.run(script('console.log("second")'));
  const read = name => readFileSync(join(folder, name), 'utf8');
  assert.equal(read('helper.previous.log'), 'first\n');
  assert.equal(read('helper.log'), 'second\n');
});

test('stopping ends what a process started, too, and nothing starts any more', async () => {
  const [child, grandchild] = await startFamily();
  assert.ok(isAlive(child) && isAlive(grandchild));
  await processes.stop();
  await until(() => !isAlive(child) && !isAlive(grandchild));
  assert.throws(() => processes.start(script('')), /everything stops/);
});

test('what does not stop when asked is killed', async () => {
  let tellUp;
  const up = new Promise(resolve => {
    tellUp = resolve;
  });
  const { ended } = processes.start(
    script(
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")',
      { onLine: tellUp },
    ),
  );
  await up;
  await processes.stop();
  assert.match((await ended).message, /SIGKILL/);
});

test('nothing outlives a parent that was killed', async t => {
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
      import { Processes } from ${JSON.stringify(join(HERE, 'processes.mjs'))};
      const { pid } = new Processes().start({
        name: 'child', node: process.execPath, args: ['-e', ${JSON.stringify(
          FAMILY,
        )}],
        cwd: '.', env: process.env, log: ${JSON.stringify(
          join(folder, 'child.log'),
        )},
        onLine: line => console.log(pid + ' ' + line),
      });
      `,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  t.after(() => parent.kill('SIGKILL'));
  const line = await new Promise(resolve =>
    parent.stdout.once('data', resolve),
  );
  const family = String(line).trim().split(' ').map(Number);
  assert.equal(family.length, 2);
  assert.ok(family.every(isAlive));
  parent.kill('SIGKILL');
  await until(() => !family.some(isAlive));
});
