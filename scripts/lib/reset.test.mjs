import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { layoutOf } from './paths.mjs';
import { reset } from './reset.mjs';

test('a reset forgets data and secrets, and leaves the toolchain and what is not ours', t => {
  const home = mkdtempSync(join(tmpdir(), 'reset-'));
  t.after(() => rmSync(home, { recursive: true }));
  for (const name of ['db', 'lab', 'log', 'toolchain', 'photos']) {
    mkdirSync(join(home, name));
    writeFileSync(join(home, name, 'file'), '');
  }
  for (const name of ['lab.json', 'app-config.lab.yaml', 'letter.txt']) {
    writeFileSync(join(home, name), '');
  }
  reset(layoutOf(home));
  assert.deepEqual(readdirSync(home).sort(), [
    'letter.txt',
    'photos',
    'toolchain',
  ]);
});
