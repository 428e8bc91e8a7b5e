import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from './problem.mjs';

/**
 * Waits a moment for a port to be free: what a start that was killed left
 * behind ends within a second.
 *
 * @param {number} port
 * @param {{ patienceMs?: number, advice?: string }} [options] - `advice`, what to
 *   do about a taken port where `npm start`'s flag does not help
 * @throws Problem if it is taken, or may not be used
 */
export async function requirePort(port, { patienceMs = 2_000, advice } = {}) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const error =
      (await tryListen('127.0.0.1', port)) ?? (await tryListen('::1', port));
    if (!error) {
      return;
    }
    if (error.code === 'EACCES') {
      throw new Problem(`Port ${port} may not be used by this user.`, {
        todo: 'Choose one above 1023: npm start -- --port 3000',
      });
    }
    if (Date.now() > deadline) {
      throw new Problem(
        `Port ${port} of this machine is taken by another program.`,
        {
          todo:
            advice ??
            `Stop that program, or choose another port: npm start -- --port ${
              port === 65535 ? 3000 : port + 1
            }`,
        },
      );
    }
    await wait(200);
  }
}

// Browsers may take `localhost` as ::1: a stranger there would answer for us.
function tryListen(host, port) {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', error =>
      resolve(
        ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(error.code)
          ? undefined
          : error,
      ),
    );
    server.listen({ host, port, exclusive: true }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}
