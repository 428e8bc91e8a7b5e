import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes a lock file, also one whose owner is gone.
 *
 * @param {string} path
 * @param {Record<string, unknown>} [about] - what to tell others of the owner
 * @returns {{ owner?: Record<string, unknown>, release(): void, update(more: Record<string, unknown>): void }}
 *   with `owner` (its `pid` and what it told) if another process holds it
 */
export function takeLock(path, about = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = { pid: process.pid, bornAt: birthOf(process.pid), ...about };
  for (;;) {
    if (create(path, mine)) {
      return {
        release: () => release(path),
        update: more => replace(path, { ...mine, ...more }),
      };
    }
    const owner = readLock(path);
    if (owner && isAlive(owner)) {
      return { owner, release() {}, update() {} };
    }
    takeAway(path, owner);
  }
}

/**
 * What a lock file says of its owner, whether or not that one is still there.
 *
 * @param {string} path
 * @returns {Record<string, unknown> | undefined}
 */
export function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function release(path) {
  if (readLock(path)?.pid === process.pid) {
    rmSync(path, { force: true });
  }
}

/** Whole or not at all: a half-written lock looks like one that a crash left. */
function create(path, content) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replace(path, content) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  renameSync(draft, path);
}

/** Moves a stale lock aside before it is deleted: two that find it stale must not both win. */
function takeAway(path, stale) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') {
      return;
    }
    throw error;
  }
  const moved = readLock(aside);
  if (moved && moved.pid !== stale?.pid) {
    // Another one was faster, and this is its fresh lock: it gets it back.
    linkSync(aside, path);
  }
  rmSync(aside, { force: true });
}

function isAlive(owner) {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  // The same number may be another process by now.
  return owner.bornAt === undefined || owner.bornAt === birthOf(owner.pid);
}

/** When a process began, in the kernel's ticks; undefined where there is no /proc. */
function birthOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name, in parentheses, may itself contain spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
