/**
 * What ran, how long it took, and what could not run: a table, and as its last
 * line the sum.
 *
 * @param {{ name: string, title: string, seconds: number, obstacle?: string, limit?: string, passed: number, failed: number, skipped: number }[]} results
 * @returns {string}
 */
export function summaryOf(results) {
  const rows = results.map(result => [
    result.name,
    verdict(result),
    `${result.seconds.toFixed(1)} s`,
    String(result.passed),
    String(result.failed),
    String(result.skipped),
    result.title,
  ]);
  const head = ['check', '', 'time', 'passed', 'failed', 'skipped', ''];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map(row => row[column].length)),
  );
  const table = [head, ...rows].map(row =>
    row
      .map((cell, column) =>
        column >= 2 && column <= 5
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd(),
  );
  const obstacles = results.flatMap(({ name, obstacle, limit }) => [
    ...(obstacle ? [`${name} could not run: ${obstacle}.`] : []),
    ...(limit ? [`${name} ran without ${limit}.`] : []),
  ]);
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  return [
    '',
    ...table,
    '',
    ...obstacles,
    ...(obstacles.length > 0 ? [''] : []),
    `${sum('passed')} passed, ${sum('failed')} failed, ${sum(
      'skipped',
    )} skipped`,
  ].join('\n');
}

function verdict({ obstacle, failed }) {
  if (obstacle) {
    return 'not run';
  }
  return failed > 0 ? 'FAILED' : 'ok';
}
