import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldersBehind } from './workspaces.mjs';

test('a package is made from its dependencies here, also indirect and circular ones', () => {
  const workspace = (name, ...dependencies) => ({
    folder: `packages/${name}`,
    manifest: {
      name,
      dependencies: Object.fromEntries(dependencies.map(d => [d, '*'])),
    },
  });
  assert.deepEqual(
    foldersBehind('app', [
      workspace('app', 'react', 'page'),
      workspace('page', 'common'),
      workspace('common', 'page'),
      workspace('backend', 'common'),
    ]),
    ['packages/app', 'packages/common', 'packages/page'],
  );
});
