/**
 * @typedef {import('./checks.mjs').Counts} Counts
 */

/**
 * @param {string | undefined} report - of Jest's --json
 * @returns {Counts | undefined} undefined if there is no report; a file that
 *   does not load counts as one failure
 */
export function countJest(report) {
  if (!report) {
    return undefined;
  }
  const result = JSON.parse(report);
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/**
 * @param {string | undefined} report - of node --test, in TAP
 * @returns {Counts | undefined}
 */
export function countNodeTests(report) {
  if (!report) {
    return undefined;
  }
  const total = name =>
    Number(report.match(new RegExp(`^# ${name} (\\d+)$`, 'm'))?.[1] ?? 0);
  return {
    passed: total('pass'),
    failed: total('fail') + total('cancelled'),
    skipped: total('skipped') + total('todo'),
  };
}

/**
 * @param {string | undefined} report - of Playwright's JSON reporter
 * @returns {Counts | undefined} a test that passed only when tried again counts
 *   as failed: it would fail somebody some day. So does an error outside tests
 */
export function countPlaywright(report) {
  if (!report) {
    return undefined;
  }
  const { stats, errors = [] } = JSON.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
