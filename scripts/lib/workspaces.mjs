import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The packages of the checkout.
 *
 * @param {string} root
 * @returns {{ folder: string, manifest: Record<string, any> }[]} `folder` is
 *   relative to the root
 */
export function workspacesOf(root) {
  return ['packages', 'plugins']
    .filter(parent => existsSync(join(root, parent)))
    .flatMap(parent =>
      readdirSync(join(root, parent)).map(name => join(parent, name)),
    )
    .filter(folder => existsSync(join(root, folder, 'package.json')))
    .map(folder => ({
      folder,
      manifest: JSON.parse(
        readFileSync(join(root, folder, 'package.json'), 'utf8'),
      ),
    }));
}

/**
 * The folders of a package and of all packages of the checkout that it is made
 * from, directly or not.
 *
 * @param {string} name - of the package
 * @param {{ folder: string, manifest: Record<string, any> }[]} workspaces
 * @returns {string[]}
 */
export function foldersBehind(name, workspaces) {
  const byName = new Map(workspaces.map(w => [w.manifest.name, w]));
  const seen = new Set();
  const visit = current => {
    if (byName.has(current) && !seen.has(current)) {
      seen.add(current);
      Object.keys(byName.get(current).manifest.dependencies ?? {}).forEach(
        visit,
      );
    }
  };
  visit(name);
  return [...seen].map(each => byName.get(each).folder).sort();
}
