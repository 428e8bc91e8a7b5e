import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseStartFlags, parseTestFlags } from './flags.mjs';

test('npm start without flags listens on 3000 in the usual place', () => {
  assert.deepEqual(
    { ...parseStartFlags([]) },
    { port: 3000, reset: false, check: false, help: false },
  );
});

test('flags of npm start are read in both spellings', () => {
  const flags = parseStartFlags([
    '--port=3100',
    '--home',
    '/tmp/x',
    '--reset',
    '--check',
  ]);
  assert.deepEqual(
    { ...flags },
    { port: 3100, home: '/tmp/x', reset: true, check: true, help: false },
  );
});

for (const port of ['0', '65536', '-1', '3e3', 'http', '']) {
  test(`--port=${port} is refused with the value`, () => {
    assert.throws(
      () => parseStartFlags([`--port=${port}`]),
      new RegExp(`a number from 1 to 65535, and not '${port}'`),
    );
  });
}

for (const args of [['--prot', '3100'], ['now'], ['--port']]) {
  test(`${args.join(' ')} is refused, naming --help`, () => {
    assert.throws(() => parseStartFlags(args), {
      name: 'Problem',
      message: new RegExp(args[0]),
      todo: /--help/,
    });
  });
}

test('npm test takes checks by name and refuses others', () => {
  assert.deepEqual(parseTestFlags(['--only', 'lint, jest'], ['jest', 'lint']), {
    only: ['lint', 'jest'],
    help: false,
  });
  assert.throws(
    () => parseTestFlags(['--only', 'jets'], ['jest', 'lint']),
    /no check named 'jets'. There are: jest, lint/,
  );
});
