import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ensureDocsBuilt } from './docs.mjs';
import { Problem } from './problem.mjs';
import { findPython } from './python.mjs';
import { Processes } from './processes.mjs';

const PUBLISHED = ['default', 'system', 'control-center'];

/** A folder that a PATH may consist of, with programs that print and fail as told. */
function pathWith(t, programs = {}) {
  const folder = temporary(t);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { PATH: folder };
}

function temporary(t) {
  const folder = mkdtempSync(join(tmpdir(), 'control-center-docs-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function build(t, folder, env) {
  const processes = new Processes();
  t.after(() => processes.stop());
  return ensureDocsBuilt({ node: process.execPath }, processes, {
    env,
    folder,
    log: join(folder, 'log', 'documents.log'),
  });
}

test('without Python the portal goes on, and says why there are no documents', async t => {
  const folder = temporary(t);
  const { built, problem } = await build(t, folder, pathWith(t));
  assert.equal(built, false);
  assert.equal(problem.older, false);
  assert.match(problem.message, /^The documents are not built: .*no Python 3/);
  assert.match(problem.todo, /Install Python 3\.10/);
});

test('without Python the documents of before stay, and are called old', async t => {
  const folder = temporary(t);
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'page'), 'of before');
  const { problem } = await build(t, folder, pathWith(t));
  assert.equal(problem.older, true);
  assert.match(problem.message, /^The documents are older than this checkout/);
  assert.ok(existsSync(join(folder, 'site', 'page')));
});

const UNFIT = [
  ['an old Python', 'echo Python 3.8.2', /3\.8\.2, and 3\.10 or newer/],
  ['Python 2 alone', 'echo Python 2.7.18', /no Python 3/],
  [
    'a Python without venv',
    '[ "$1" = --version ] && echo Python 3.11.2',
    /without its modules venv and ensurepip/,
  ],
];

for (const [what, script, says] of UNFIT) {
  test(`${what} is refused by name`, t => {
    assert.throws(
      () => findPython(pathWith(t, { python3: script })),
      error => error instanceof Problem && says.test(error.message),
    );
  });
}

test('a network without packages is the reason, and the log has the details', async t => {
  const folder = temporary(t);
  const python = [
    'case "$1 $2" in',
    '"--version ") echo Python 3.12.1;;',
    '"-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python";;',
    '"-m pip") echo "Failed to establish a new connection: Connection refused" >&2; exit 1;;',
    'esac',
  ].join('\n');
  const env = pathWith(t, { python3: python });
  const { problem } = await build(t, folder, {
    PATH: `${env.PATH}:/usr/bin:/bin`,
  });
  assert.match(problem.message, /the installation of MkDocs failed/);
  assert.match(problem.todo, /settings of pip/);
  assert.match(
    readFileSync(join(folder, 'log', 'documents.log'), 'utf8'),
    /Connection refused/,
  );
});

test(
  'documents are built by the real generator, and not again until they change',
  { skip: canBuild() },
  async t => {
    const folder = temporary(t);
    const first = await build(t, folder, process.env);
    assert.equal(first.problem, undefined);
    assert.equal(first.built, true);
    const published = join(first.site, ...PUBLISHED);
    assert.match(
      readFileSync(
        join(published, 'runbooks', 'proxmox', 'index.html'),
        'utf8',
      ),
      /<h2 id="node-offline">/,
    );
    const index = readFileSync(
      join(published, 'search', 'search_index.json'),
      'utf8',
    );
    assert.match(index, /runbooks\/proxmox\/#storage-full/);
    assert.deepEqual(readdirSync(folder).includes('work'), false);

    const { mtimeMs } = statSync(published);
    const second = await build(t, folder, pathWith(t));
    assert.deepEqual(second, { site: first.site, built: false });
    assert.equal(statSync(published).mtimeMs, mtimeMs);
  },
);

function canBuild() {
  try {
    findPython(process.env);
    return false;
  } catch (error) {
    return error.message;
  }
}
