import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childEnv } from './child-env.mjs';

test('nothing of the npm that runs us is handed on', () => {
  assert.deepEqual(
    childEnv('/tools', {
      HOME: '/root',
      NODE: '/usr/bin/node',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      PATH: '/usr/bin',
      npm_config_nodedir: '/usr',
      NPM_CONFIG_PREFIX: '/usr',
      npm_node_execpath: '/usr/bin/node',
    }),
    {
      HOME: '/root',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      PATH: '/tools/bin:/usr/bin',
      npm_config_nodedir: '/tools/node',
    },
  );
});
