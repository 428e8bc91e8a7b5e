import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { PreparedBody } from './context.ts';
import type { Mutation } from './mutations.ts';

// pve-manager Service/pveproxy.pm keep_alive; pve-http-server compresses above 1 KiB.
const REQUESTS_PER_CONNECTION = 100;
const COMPRESS_ABOVE = 1024;
const compress = promisify(gzip);

export interface Answer {
  status: number;
  reason: string;
  body?: PreparedBody;
  /** Text that has no content type. */
  text?: string;
  mutation?: Mutation;
}

/** Sends an answer as pve-http-server does; the bytes of its body. `served`: so many on this connection, with this one. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  served: number,
): Promise<number> {
  if (response.destroyed) return 0;
  const now = new Date().toUTCString();
  // Every failure ends the connection (AnyEvent.pm response).
  const keep =
    answer.status < 400 &&
    served < REQUESTS_PER_CONNECTION &&
    !/close/i.test(request.headers.connection ?? '');
  const headers: Record<string, string | number> = {
    Date: now,
    Expires: now,
    'Cache-Control': 'max-age=0',
    Pragma: 'no-cache',
    Server: 'pve-api-daemon/3.0',
    Connection: keep ? 'Keep-Alive' : 'close',
  };
  let content = Buffer.from(answer.text ?? '');
  if (answer.body) {
    content = answer.body.json as Buffer<ArrayBuffer>;
    headers['Content-Type'] = 'application/json;charset=UTF-8';
    const encodings = request.headers['accept-encoding'] ?? '';
    if (content.length > COMPRESS_ABOVE && /gzip/.test(encodings)) {
      answer.body.gzip ??= await compress(content, {
        level: constants.Z_BEST_SPEED,
      });
      content = answer.body.gzip as Buffer<ArrayBuffer>;
      headers['Content-Encoding'] = 'gzip';
    }
  }
  headers['Content-Length'] = content.length;
  const reason = answer.reason.split('\n', 1)[0];
  response.writeHead(answer.status, printable(reason), headers);
  response.end(content);
  return content.length;
}

/** A reason phrase goes out as UTF-8 bytes; Node wants each of them as a character. */
function printable(reason: string): string {
  return Buffer.from(reason, 'utf8')
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}
