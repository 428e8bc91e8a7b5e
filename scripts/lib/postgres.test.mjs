import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postgresForTests } from './postgres.mjs';

const NAMED = {
  BACKSTAGE_TEST_DATABASE_POSTGRES16_CONNECTION_STRING:
    'postgresql://localhost',
};

test('a PostgreSQL in the environment or in Docker is used', () => {
  assert.deepEqual(
    postgresForTests(NAMED, () => false),
    { env: {} },
  );
  assert.deepEqual(
    postgresForTests({}, () => true),
    { env: {} },
  );
});

test('without one the tests are told, and so is whoever reads the summary', () => {
  const { env, limit } = postgresForTests({}, () => false);
  assert.deepEqual(env, { BACKSTAGE_TEST_DISABLE_DOCKER: '1' });
  assert.match(limit, /^PostgreSQL, since neither/);
});
