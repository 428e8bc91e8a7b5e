import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const MAX_BYTES = 16 * 1024;

/**
 * The last lines of a file, or nothing if it cannot be read.
 *
 * @param {string} path
 * @param {number} [lines]
 */
export function tailOf(path, lines = 20) {
  let file;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const length = Math.min(size, MAX_BYTES);
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, size - length);
    return buffer
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .slice(-lines)
      .join('\n');
  } catch {
    // The tail explains another failure, which must not be hidden by this one.
    return '';
  } finally {
    if (file !== undefined) {
      closeSync(file);
    }
  }
}
