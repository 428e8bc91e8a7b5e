import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LAB_PORTS, labBasePort } from './lab-ports.mjs';

test('the lab of the usual portal has the ports that its README names', () => {
  assert.equal(labBasePort(3000), 8100);
});

test('labs of neighbouring portals share no port', () => {
  for (let port = 3001; port < 3300; port++) {
    const [one, next] = [labBasePort(port), labBasePort(port + 1)];
    assert.ok(Math.abs(one - next) >= LAB_PORTS, `${port}: ${one} and ${next}`);
    assert.ok(Math.abs(one - labBasePort(3000)) >= LAB_PORTS, `${port}`);
  }
});

test("no portal finds its own port among its lab's", () => {
  for (let port = 1; port <= 65535; port++) {
    const base = labBasePort(port);
    assert.ok(port < base || port >= base + LAB_PORTS, `${port} in ${base}`);
    assert.ok(base > 1023 && base + LAB_PORTS < 32_768, `${port}: ${base}`);
  }
});
