import { createServer as createHttps } from 'node:https';
import {
  createServer as createTcp,
  type AddressInfo,
  type Server,
} from 'node:net';
import { createServer as createTls } from 'node:tls';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { TestCertificate } from './certificates';

export interface TestServer {
  url: string;
  /** Method and path of each request that arrived whole. */
  requests: string[];
  /** Bytes that arrived, decrypted where the server speaks TLS. */
  received(): number;
  close(): Promise<void>;
}

async function listen(
  server: Server,
  rest: Pick<TestServer, 'requests' | 'received'>,
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    ...rest,
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        sockets.forEach(socket => socket.destroy());
      }),
  };
}

/** An HTTPS server; `handler` sees a request once it was read to its end. */
export function startHttps(
  certificate: TestCertificate,
  handler: RequestListener,
): Promise<TestServer> {
  const requests: string[] = [];
  const { cert, key } = certificate;
  const server = createHttps({ cert, key }, (req, res) => {
    req.resume().on('end', () => {
      requests.push(`${req.method} ${req.url}`);
      handler(req, res);
    });
  });
  let bytes = 0;
  server.on('secureConnection', socket => {
    socket.on('data', chunk => {
      bytes += chunk.length;
    });
  });
  return listen(server, { requests, received: () => bytes });
}

/** A TLS server without HTTP: `onData` gets whatever a client says. */
export function startTls(
  certificate: TestCertificate,
  onData: (socket: Socket) => void,
): Promise<TestServer> {
  const { cert, key } = certificate;
  let bytes = 0;
  const server = createTls({ cert, key }, socket => {
    socket.on('error', () => socket.destroy());
    socket.on('data', chunk => {
      bytes += chunk.length;
      onData(socket);
    });
  });
  return listen(server, { requests: [], received: () => bytes });
}

/** A TCP server without TLS. */
export function startTcp(
  onConnection: (socket: Socket) => void,
): Promise<TestServer> {
  return listen(createTcp(onConnection), {
    requests: [],
    received: () => 0,
  });
}

/** An address at which nothing listens. */
export async function closedUrl(): Promise<string> {
  const server = await startTcp(() => {});
  await server.close();
  return server.url;
}

/** Resolves when `condition` holds. Fails by the test's own time limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
