import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { hashOf, stampAt } from './stamp.mjs';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stamp-'));
  mkdirSync(join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(join(root, 'src', 'a.ts'), 'a');
  writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'b');
});

afterEach(() => rmSync(root, { recursive: true }));

test('a hash stays while only times change', () => {
  const before = hashOf(root, ['src']);
  utimesSync(join(root, 'src', 'a.ts'), new Date(0), new Date(0));
  assert.equal(hashOf(root, ['src']), before);
});

const changes = {
  'a changed file': () => writeFileSync(join(root, 'src', 'a.ts'), 'c'),
  'a new file': () => writeFileSync(join(root, 'src', 'c.ts'), ''),
  'a file less': () => rmSync(join(root, 'src', 'deep', 'b.ts')),
  'two files that swap contents': () => {
    writeFileSync(join(root, 'src', 'a.ts'), 'b');
    writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'a');
  },
};

for (const [what, change] of Object.entries(changes)) {
  test(`a hash changes with ${what}`, () => {
    const before = hashOf(root, ['src', 'absent']);
    change();
    assert.notEqual(hashOf(root, ['src', 'absent']), before);
  });
}

test('what is installed or built does not count', () => {
  const before = hashOf(root, ['src']);
  for (const name of ['node_modules', 'dist', 'dist-types', 'coverage']) {
    mkdirSync(join(root, 'src', name));
    writeFileSync(join(root, 'src', name, 'x.js'), 'x');
  }
  assert.equal(hashOf(root, ['src']), before);
});

test('other strings count, and where one ends', () => {
  assert.notEqual(hashOf(root, ['src'], ['24']), hashOf(root, ['src'], ['22']));
  assert.notEqual(
    hashOf(root, ['src'], ['a', 'b']),
    hashOf(root, ['src'], ['ab']),
  );
});

test('a stamp matches what was written last, and nothing once removed', () => {
  const stamp = stampAt(join(root, 'made', 'stamp'));
  assert.equal(stamp.matches('1'), false);
  stamp.write('1');
  assert.equal(stamp.matches('1'), true);
  assert.equal(stamp.matches('2'), false);
  stamp.remove();
  assert.equal(stamp.matches('1'), false);
});
