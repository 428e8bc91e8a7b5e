import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { tailOf } from './tail.mjs';

function fileWith(t, text) {
  const folder = mkdtempSync(join(tmpdir(), 'tail-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'x.log');
  writeFileSync(path, text);
  return path;
}

test('the last lines of a long file are read, without colours', t => {
  const lines = Array.from(
    { length: 5000 },
    (_, n) => `\x1b[31mline ${n}\x1b[39m`,
  );
  assert.equal(
    tailOf(fileWith(t, `${lines.join('\n')}\n\n`), 2),
    'line 4998\nline 4999',
  );
});

test('a line that is far too long is cut', t => {
  const tail = tailOf(fileWith(t, 'x'.repeat(2000)));
  assert.ok(tail.endsWith('x…'));
  assert.ok(tail.length < 1000);
});

test('a file that is not there has no lines', () => {
  assert.equal(tailOf('/nonexistent/x.log'), '');
});
