import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { readLock } from './lib/lock.mjs';
import { freePort } from './lib/port.mjs';
import { isAlive, start, temporaryHome, until } from './lib/testing.mjs';

test('a flag that does not exist is refused', async t => {
  const { code, output } = await start(t, ['--prot', '3100']).ended;
  assert.equal(code, 1);
  assert.match(output, /--prot/);
  assert.match(output, /--help/);
});

test('a taken port is refused before anything is installed', async t => {
  const stranger = createServer().listen(0, '127.0.0.1');
  t.after(() => stranger.close());
  await once(stranger, 'listening');
  const { port } = stranger.address();
  const { home } = temporaryHome(t);
  const { code, output } = await start(t, ['--home', home, '--port', `${port}`])
    .ended;
  assert.equal(code, 1);
  assert.match(output, new RegExp(`Port ${port} of this machine is taken`));
  assert.doesNotMatch(output, /dependencies/);
});

test('a start that is told to stop on its way leaves nothing', async t => {
  const layout = temporaryHome(t);
  const port = await freePort();
  const portal = start(t, ['--home', layout.home, '--port', `${port}`]);
  await portal.says(/toolchain: /);
  portal.kill('SIGTERM');
  const { code, output } = await portal.ended;
  assert.equal(code, 143, output);
  assert.doesNotMatch(output, /Ready/);
  assert.equal(readLock(layout.lock), undefined);
});

test('the portal becomes ready, refuses a second start, and ends with what it needs', async t => {
  const layout = temporaryHome(t);
  const args = ['--home', layout.home, '--port', `${await freePort()}`];
  const portal = start(t, args);
  await portal.says(/^Ready: .*\n.*\n/m);
  const lab = JSON.parse(readFileSync(layout.labFile, 'utf8'));
  for (const { name, password } of lab.users) {
    assert.ok(portal.output().includes(`${name} / ${password}`), name);
  }
  const { url, processes } = readLock(layout.lock);
  assert.match(portal.output(), new RegExp(`^Ready: ${url} `, 'm'));
  assert.equal((await fetch(url)).status, 200);

  const second = await start(t, [
    '--home',
    layout.home,
    '--port',
    `${await freePort()}`,
  ]).ended;
  assert.equal(second.code, 1);
  assert.match(second.output, new RegExp(`process ${portal.pid} runs`));
  assert.ok(second.output.includes(url));

  process.kill(processes.lab, 'SIGKILL');
  const { code, output } = await portal.ended;
  assert.equal(code, 1, output);
  assert.match(output, /The lab failed \(SIGKILL\)/);
  assert.equal(isAlive(processes.backend), false);
  assert.equal(readLock(layout.lock), undefined);
});

test('nothing outlives a start that was killed, and the next one has its data', async t => {
  const layout = temporaryHome(t);
  const args = ['--home', layout.home, '--port', `${await freePort()}`];
  const killed = start(t, args);
  await killed.says(/^Ready: /m);
  const { processes } = readLock(layout.lock);
  const before = readFileSync(layout.labFile, 'utf8');
  killed.kill('SIGKILL');
  await killed.ended;
  await until(() => !isAlive(processes.lab) && !isAlive(processes.backend));

  const next = start(t, args);
  await next.says(/^Ready: /m);
  const people = json => JSON.parse(json).users;
  assert.deepEqual(
    people(readFileSync(layout.labFile, 'utf8')),
    people(before),
  );
  const again = readLock(layout.lock).processes;
  next.kill('SIGINT');
  const { code, output } = await next.ended;
  assert.equal(code, 0, output);
  assert.equal(isAlive(again.lab) || isAlive(again.backend), false);
});
