import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryOf } from './summary.mjs';
import { countJest, countNodeTests, countPlaywright } from './test-counts.mjs';

test('Jest: a file that does not load is a failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numRuntimeErrorTestSuites: 2,
    numPendingTests: 1,
    numTodoTests: 1,
  };
  assert.deepEqual(countJest(JSON.stringify(report)), {
    passed: 5,
    failed: 3,
    skipped: 2,
  });
});

test('node --test: what was cancelled is a failure', () => {
  const report =
    'ok 1 - # pass 99\n# tests 9\n# pass 4\n# fail 1\n# cancelled 2\n# skipped 1\n# todo 1\n';
  assert.deepEqual(countNodeTests(report), {
    passed: 4,
    failed: 3,
    skipped: 2,
  });
});

test('Playwright: flaky tests and errors outside tests are failures', () => {
  const report = {
    stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [{ message: 'the portal did not start' }],
  };
  assert.deepEqual(countPlaywright(JSON.stringify(report)), {
    passed: 7,
    failed: 3,
    skipped: 2,
  });
});

test('without a report there are no counts', () => {
  for (const count of [countJest, countNodeTests, countPlaywright]) {
    assert.equal(count(undefined), undefined);
  }
});

test('the summary says what could not run and why, and the sum last', () => {
  const summary = summaryOf([
    result({ name: 'types', passed: 1 }),
    result({
      name: 'jest',
      passed: 40,
      failed: 2,
      skipped: 1,
      limit: 'PostgreSQL, since there is none',
    }),
    result({ name: 'browser', skipped: 1, obstacle: 'no Chromium found' }),
  ]);
  assert.match(summary, /^jest +FAILED /m);
  assert.match(
    summary,
    /^jest ran without PostgreSQL, since there is none\.$/m,
  );
  assert.match(summary, /^browser could not run: no Chromium found\.$/m);
  assert.equal(summary.split('\n').at(-1), '41 passed, 2 failed, 2 skipped');
});

function result(some) {
  return { title: 'T', seconds: 1, passed: 0, failed: 0, skipped: 0, ...some };
}
