import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { readLock, takeLock } from './lock.mjs';

let folder;
let path;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  path = join(folder, 'deep', 'start.lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a lock is taken once, and again after its release', () => {
  const lock = takeLock(path, { url: 'http://localhost:3000' });
  assert.equal(lock.owner, undefined);
  const second = takeLock(path);
  assert.equal(second.owner.pid, process.pid);
  assert.equal(second.owner.url, 'http://localhost:3000');
  second.release();
  assert.ok(existsSync(path), 'only the owner releases');
  lock.release();
  assert.equal(existsSync(path), false);
  assert.equal(takeLock(path).owner, undefined);
});

test('an owner can tell more later, and still owns it', () => {
  const lock = takeLock(path, { url: 'u' });
  lock.update({ ready: true });
  assert.deepEqual(
    { ...readLock(path), bornAt: undefined },
    { pid: process.pid, bornAt: undefined, url: 'u', ready: true },
  );
  assert.equal(takeLock(path).owner.ready, true);
});

test('the lock of a process that is gone is taken over', () => {
  takeLock(path).release();
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(path, JSON.stringify({ pid }));
  assert.equal(takeLock(path).owner, undefined);
  assert.equal(readLock(path).pid, process.pid);
  assert.deepEqual(readdirSync(join(folder, 'deep')), ['start.lock']);
});

test('a lock whose number is another process by now is taken over', t => {
  takeLock(path).release();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  t.after(() => other.kill('SIGKILL'));
  writeFileSync(path, JSON.stringify({ pid: other.pid, bornAt: '1' }));
  // Without /proc nothing tells one process from another of the same number.
  assert.equal(
    takeLock(path).owner?.pid,
    existsSync('/proc/self/stat') ? undefined : other.pid,
  );
});

test('a lock that a crash left half-written is taken over', () => {
  takeLock(path).release();
  writeFileSync(path, '{"pid":');
  assert.equal(takeLock(path).owner, undefined);
});
