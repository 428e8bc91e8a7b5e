import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One answer, and what it cost. */
export interface Answer {
  status: number;
  /** From the request to the last byte, in milliseconds. */
  milliseconds: number;
  /** As received on the connection, headers and compression included. */
  bytes: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A client with one connection that it keeps, as a browser's tab has; it accepts gzip. */
export class WireClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string>) {
    this.#url = url;
    this.#headers = headers;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      let connection: Socket | undefined;
      let before = 0;
      const call = request(
        `${this.#url}${path}`,
        {
          agent: this.#agent,
          headers: { 'accept-encoding': 'gzip', ...this.#headers, ...headers },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const body = Buffer.concat(chunks);
            const zipped = response.headers['content-encoding'] === 'gzip';
            resolve({
              status: response.statusCode ?? 0,
              milliseconds: performance.now() - begun,
              // The answer lets go of its socket before it ends.
              bytes: (connection?.bytesRead ?? NaN) - before,
              headers: response.headers,
              text: (zipped ? gunzipSync(body) : body).toString(),
            });
          });
        },
      );
      call.on('socket', socket => {
        connection = socket;
        before = socket.bytesRead;
      });
      call.on('error', (error: NodeJS.ErrnoException) => {
        // The server was just closing the connection that it had kept: a browser asks again, and so do we.
        if (call.reusedSocket && error.code === 'ECONNRESET') {
          this.get(path, headers).then(resolve, reject);
        } else {
          reject(error);
        }
      });
      call.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
