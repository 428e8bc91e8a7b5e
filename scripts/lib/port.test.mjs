import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { requirePort } from './port.mjs';

async function listen(t, host) {
  const server = createServer().listen(0, host);
  t.after(() => server.close());
  await once(server, 'listening');
  return { server, port: server.address().port };
}

test('a free port passes', async t => {
  const { server, port } = await listen(t, '127.0.0.1');
  server.close();
  await once(server, 'close');
  await requirePort(port);
});

test('a taken port is refused with another to try', async t => {
  const { port } = await listen(t, '127.0.0.1');
  await assert.rejects(requirePort(port, { patienceMs: 0 }), {
    message: `Port ${port} of this machine is taken by another program.`,
    todo: new RegExp(`--port ${port === 65535 ? 3000 : port + 1}`),
  });
});

test('a port that becomes free in time passes', async t => {
  const { server, port } = await listen(t, '127.0.0.1');
  const passed = requirePort(port, { patienceMs: 60_000 });
  server.close();
  await passed;
});
