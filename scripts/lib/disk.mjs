import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from './problem.mjs';

const MIB = 1024 * 1024;

/**
 * Refuses to begin what the disk has no room for: failing half-way would leave
 * less room than before.
 *
 * @param {string} path - a folder, which need not exist yet
 * @param {number} bytes
 * @param {string} what - that needs the room
 * @throws Problem
 */
export function requireSpace(path, bytes, what) {
  const free = freeSpace(path);
  if (free < bytes) {
    throw new Problem(
      `The disk is full: ${what} needs ${Math.ceil(
        bytes / MIB,
      )} MiB at ${path}, where ${Math.floor(free / MIB)} MiB are free.`,
      { todo: 'Free some space and start again.' },
    );
  }
}

/**
 * @param {string} path
 * @returns {number} bytes free to this user on the file system that has the path
 */
export function freeSpace(path) {
  let folder = path;
  while (!existsSync(folder)) {
    folder = dirname(folder);
  }
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
