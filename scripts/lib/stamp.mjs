import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

const IGNORED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/**
 * One hash over files: their paths and contents. Times are left out, since a
 * checkout changes them and content does not.
 *
 * @param {string} root - the paths are hashed relative to it
 * @param {string[]} paths - files and folders below it; what does not exist counts as such
 * @param {string[]} [also] - other strings that matter
 */
export function hashOf(root, paths, also = []) {
  const hash = createHash('sha256');
  for (const text of also) {
    hash.update(`${text}\0`);
  }
  for (const file of paths.flatMap(path => filesOf(join(root, path))).sort()) {
    hash.update(`${relative(root, file)}\0`);
    hash.update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}

function filesOf(path) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) {
    return [path];
  }
  if (!stat?.isDirectory()) {
    return [];
  }
  return readdirSync(path)
    .filter(name => !IGNORED.has(name))
    .flatMap(name => filesOf(join(path, name)));
}

/**
 * A file that says what its neighbours were made from.
 *
 * @param {string} path
 */
export function stampAt(path) {
  return {
    /** @param {string} hash */
    matches(hash) {
      try {
        return readFileSync(path, 'utf8') === hash;
      } catch (error) {
        if (error.code === 'ENOENT') {
          return false;
        }
        throw error;
      }
    },
    /** Says that nothing is known, before the neighbours are changed. */
    remove() {
      rmSync(path, { force: true });
    },
    /** @param {string} hash */
    write(hash) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, hash);
    },
  };
}
