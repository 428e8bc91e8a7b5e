import { Agent, request } from 'node:https';
import type { ProxmoxService } from '../testing.ts';

export interface PveAnswer {
  status: number;
  reason: string;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** Parsed where it is JSON. */
  body: any;
  milliseconds: number;
}

export interface PveRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  token?: string;
  agent?: Agent;
}

export function tokenHeader(service: ProxmoxService, id: string): string {
  const token = service.tokens.find(candidate => candidate.id === id);
  return `PVEAPIToken=${id}=${token?.secret}`;
}

/** A request to a node's endpoint, trusting the certificate of lab.json alone. */
export function pve(
  service: ProxmoxService,
  path: string,
  options: PveRequest = {},
): Promise<PveAnswer> {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { ...options.headers };
    if (options.token) {
      headers.Authorization = tokenHeader(service, options.token);
    }
    if (options.body !== undefined) {
      headers['Content-Length'] ??= String(Buffer.byteLength(options.body));
      headers['Content-Type'] ??= 'application/x-www-form-urlencoded';
    }
    const call = request(
      `${service.url}${path.startsWith('/api2') ? '' : '/api2/json'}${path}`,
      {
        method: options.method ?? 'GET',
        headers,
        agent: options.agent ?? false,
        rejectUnauthorized: false,
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          let body: unknown;
          try {
            body = JSON.parse(text);
          } catch {
            body = undefined;
          }
          resolve({
            status: response.statusCode ?? 0,
            reason: response.statusMessage ?? '',
            headers: response.headers,
            text,
            body,
            milliseconds: Date.now() - started,
          });
        });
      },
    );
    call.on('error', reject);
    call.end(options.body);
  });
}
