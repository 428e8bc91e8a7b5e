import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { configArgs, wantsLab } from './development.mjs';
import { ROOT } from './paths.mjs';

test('the lab comes up unless configuration is named, or help asked for', () => {
  assert.equal(wantsLab([]), true);
  assert.equal(wantsLab(['packages/backend', '--inspect']), true);
  assert.equal(wantsLab(['--config', 'mine.yaml']), false);
  assert.equal(wantsLab(['--config=mine.yaml']), false);
  assert.equal(wantsLab(['--help']), false);
});

test("the lab's configuration lies over the checkout's, and over the developer's if there is one", () => {
  const own = join(ROOT, 'app-config.yaml');
  const local = join(ROOT, 'app-config.local.yaml');
  const lab = '/home/lab.yaml';
  assert.deepEqual(
    configArgs(lab, path => path === local),
    ['--config', own, '--config', local, '--config', lab],
  );
  assert.deepEqual(
    configArgs(lab, () => false),
    ['--config', own, '--config', lab],
  );
});
