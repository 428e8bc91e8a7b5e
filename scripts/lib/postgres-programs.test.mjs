import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findPostgres } from './postgres-programs.mjs';

let root;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'programs-')));
});

afterEach(() => rmSync(root, { recursive: true }));

function folderWith(path, ...programs) {
  const folder = join(root, path);
  mkdirSync(folder, { recursive: true });
  for (const program of programs) {
    writeFileSync(join(folder, program), '', { mode: 0o755 });
  }
  return folder;
}

const find = path => findPostgres({ PATH: path }, join(root, 'versions'));

test('the newest version is found where PATH has none', () => {
  folderWith('versions/9/bin', 'postgres', 'initdb');
  const newest = folderWith('versions/15/bin', 'postgres', 'initdb');
  assert.equal(find(folderWith('path', 'psql')), newest);
});

test('PATH decides, also by a link to one of the programs', () => {
  folderWith('versions/17/bin', 'postgres', 'initdb');
  const chosen = folderWith('versions/15/bin', 'postgres', 'initdb');
  const path = folderWith('path');
  symlinkSync(join(chosen, 'postgres'), join(path, 'postgres'));
  assert.equal(find(path), chosen);
});

test('half a server is none', () => {
  folderWith('versions/15/bin', 'initdb');
  assert.equal(find(folderWith('path', 'postgres')), undefined);
});
