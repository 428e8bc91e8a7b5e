import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came back to an assistant that asked to be let in. */
export type Answer = Record<string, string>;

/** What the person sees in the end. */
export const GOODBYE = 'You can close this page.';

/**
 * What an assistant has on its own machine: a page that says what it is (its client id metadata document), and an
 * address that the answer comes back to.
 */
export class AssistantHost {
  readonly #server: Server;
  readonly #origin: string;
  #answered: (answer: Answer) => void = () => {};
  /** The next answer that comes back. */
  answer: Promise<Answer>;

  private constructor(server: Server, origin: string) {
    this.#server = server;
    this.#origin = origin;
    this.answer = this.#next();
  }

  /** @param name - as the consent page shows it */
  static async create(name: string): Promise<AssistantHost> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const host = new AssistantHost(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', host.#origin);
      if (url.pathname === '/client.json') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(host.#metadata(name)));
      } else if (url.pathname === '/callback') {
        response.setHeader('content-type', 'text/plain');
        response.end(GOODBYE);
        host.#answered(Object.fromEntries(url.searchParams));
        host.answer = host.#next();
      } else {
        response.writeHead(404).end();
      }
    });
    return host;
  }

  get clientId(): string {
    return `${this.#origin}/client.json`;
  }

  get redirectUrl(): string {
    return `${this.#origin}/callback`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #next(): Promise<Answer> {
    return new Promise(resolve => {
      this.#answered = resolve;
    });
  }

  #metadata(name: string) {
    return {
      client_id: this.clientId,
      client_name: name,
      redirect_uris: [this.redirectUrl],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'none',
    };
  }
}
