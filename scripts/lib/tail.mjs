import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const MAX_BYTES = 32 * 1024;
const MAX_LINE = 500;
/** Colours and the like, of programs that do not notice that they write to a file. */
// eslint-disable-next-line no-control-regex -- the escape character is what is looked for
const ESCAPES = /\x1b\[[0-9;]*m/g;

/**
 * The last lines of a file, without colours and what is far too long; nothing if
 * it cannot be read.
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
      .replace(ESCAPES, '')
      .trimEnd()
      .split('\n')
      .slice(-lines)
      .map(line =>
        line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line,
      )
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
