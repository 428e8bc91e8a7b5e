import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causeOf, Problem } from './problem.mjs';

const outputs = [
  ['npm error code ENOSPC', 'the disk is full'],
  ['SqliteError: database or disk is full', 'the disk is full'],
  ['write failed: No space left on device', 'the disk is full'],
  ['Error: EDQUOT: disk quota exceeded', 'the disk quota is used up'],
  ["EACCES: permission denied, mkdir '/srv'", 'a file may not be written'],
  [
    '➤ YN0028: │ The lockfile would have been modified by this install',
    'yarn.lock does not match the package.json files',
  ],
];

for (const [output, message] of outputs) {
  test(`"${output}" is recognised`, () => {
    assert.equal(causeOf(output).message, message);
  });
}

test('a refused connection is about the registry only where the network is used', () => {
  const output = 'RequestError: connect ECONNREFUSED 127.0.0.1:5432';
  assert.equal(
    causeOf(output, { network: true }).message,
    'the package registry does not answer',
  );
  assert.equal(causeOf(output), undefined);
});

test('output that says nothing known has no cause', () => {
  assert.equal(causeOf('TypeError: x is not a function'), undefined);
});

test('a problem tells the log first and what to do last', () => {
  const problem = new Problem('It broke.', {
    detail: 'one\ntwo',
    log: '/x.log',
    todo: 'Mend it.',
  });
  assert.equal(
    problem.toString(),
    '  | one\n  | two\nIt broke.\nThe whole log: /x.log\nMend it.',
  );
});
