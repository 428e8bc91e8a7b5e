import { request } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestAuthority } from './certificates';

/** A server of a test. */
export interface TestServer {
  url: string;
  close(): Promise<void>;
}

/** Lets a server listen on loopback. */
export async function listen(
  server: Server,
  protocol: 'http' | 'https',
): Promise<TestServer> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `${protocol}://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A server that speaks TLS with a certificate of the authority. */
export async function listenWithTls(
  authority: TestAuthority,
  listener: RequestListener,
): Promise<TestServer> {
  return listen(createServer(await authority.issue(), listener), 'https');
}

/** Passes requests on to a server without TLS, as a reverse proxy does. */
export function forwardTo(target: string): RequestListener {
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const forwarded = request(
      new URL(url ?? '/', target),
      { method, headers: { ...headers, 'x-forwarded-proto': 'https' } },
      (answer: IncomingMessage) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(forwarded);
  };
}
