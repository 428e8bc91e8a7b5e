import { request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';

/** What an address answered. */
export interface JsonAnswer {
  status: number;
  /** Parsed; undefined where it is no JSON. */
  body: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * One request on a connection of its own: what is killed must not be met again through a kept one.
 *
 * @throws Error of the connection
 */
export function askJson(
  url: string,
  options: {
    method?: string;
    authorization: string;
    body?: unknown;
    /** For the lab, whose certificates are its own; only on loopback. */
    anyCertificate?: boolean;
  },
): Promise<JsonAnswer> {
  const { method = 'GET', authorization, body, anyCertificate } = options;
  const content = body === undefined ? '' : JSON.stringify(body);
  const request = url.startsWith('https:') ? secure : plain;
  const settings: RequestOptions & { rejectUnauthorized?: boolean } = {
    method,
    agent: false,
    ...(anyCertificate && { rejectUnauthorized: false }),
    headers: {
      authorization,
      ...(content && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(content),
      }),
    },
  };
  return new Promise((resolve, reject) => {
    const call = request(url, settings, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: parsed(Buffer.concat(chunks).toString('utf8')),
        }),
      );
    });
    call.on('error', reject);
    call.end(content);
  });
}
