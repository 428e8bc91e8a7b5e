import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { ZodError } from 'zod';
import type { LabClock } from '../clock.ts';
import type { Proxmox } from '../proxmox/index.ts';
import { manual } from './manual.ts';
import { labRoutes, type ControlRoute } from './routes.ts';
import { proxmoxRoutes } from './proxmox-routes.ts';

export interface ControlContext {
  clock: LabClock;
  proxmox?: Proxmox;
}

export interface Control {
  url: string;
  close(): Promise<void>;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8').trim();
  return text ? JSON.parse(text) : {};
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}

function describe(error: unknown): string {
  if (error instanceof ZodError) {
    return error.issues
      .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
      .join('; ');
  }
  return (error as Error).message;
}

/** Plain HTTP on loopback, without credentials: it is for whoever runs the lab. */
export async function startControl(
  context: ControlContext,
  port: number,
): Promise<Control> {
  const routes: ControlRoute[] = [
    ...labRoutes(context),
    ...(context.proxmox ? proxmoxRoutes(context.proxmox) : []),
  ];
  const handle = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
  ) => {
    const path = new URL(request.url ?? '/', url).pathname;
    if (path === '/' && request.method === 'GET') {
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(manual(routes, url));
      return;
    }
    const route = routes.find(
      candidate =>
        candidate.path === path && candidate.method === request.method,
    );
    if (!route) {
      sendJson(response, 404, {
        error: `There is no ${path}; GET / lists all`,
      });
      return;
    }
    try {
      const input = route.input.parse(await readJson(request));
      sendJson(response, 200, (await route.run(input)) ?? {});
    } catch (error) {
      sendJson(response, 400, { error: describe(error) });
    }
  };
  const server = createServer({ keepAliveTimeout: 1000 });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', (request, response) => {
    handle(request, response, url).catch(error =>
      sendJson(response, 500, { error: describe(error) }),
    );
  });
  return {
    url,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
