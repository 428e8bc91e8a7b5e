import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { errorBody, ProxyError, successBody, type Api } from './api.ts';
import type { Authenticator, Caller } from './auth.ts';
import {
  describeCertificate,
  type CertificateInfo,
  type KeyPair,
} from './certificates.ts';
import type { RequestCounters } from './counters.ts';
import { ApiError, died } from './errors.ts';
import { respondBroken } from './fault-response.ts';
import type { Fault, FaultTable } from './faults.ts';
import type { Mutation, MutationJournal } from './mutations.ts';
import { sendAnswer, type Answer } from './send-answer.ts';
import {
  checkBody,
  checkHead,
  hasTooManyHeaders,
  readParameters,
  Refusal,
} from './request.ts';

/** What the endpoints of one cluster share. */
export interface EndpointServices {
  api: Api;
  authenticator: Authenticator;
  faults: FaultTable;
  counters: RequestCounters;
  mutations: MutationJournal;
  /** ISO 8601. */
  labTime(): string;
  /** How long a 401 is held back: 3 s (pve-http-server AnyEvent.pm). */
  authDelay: { ms: number };
}

/** What a request asks for, as far as its head says. */
interface Asked {
  method: string;
  /** As it came, decoded. */
  path: string;
  /** Without /api2/json. */
  relative: string;
  query: string;
  fault?: Fault;
}

/** pveproxy of one node: HTTPS on a port of its own, with its own certificate. */
export class Endpoint {
  readonly node: string;
  port = 0;
  private keyPair: KeyPair;
  private info: CertificateInfo;
  private readonly services: EndpointServices;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly served = new WeakMap<Socket, number>();

  constructor(node: string, keyPair: KeyPair, services: EndpointServices) {
    this.node = node;
    this.keyPair = keyPair;
    this.info = describeCertificate(keyPair.cert);
    this.services = services;
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  get certificate(): CertificateInfo {
    return this.info;
  }

  async listen(port: number): Promise<void> {
    const server = createServer(
      { ...this.keyPair, maxHeaderSize: 8 * 1024, keepAliveTimeout: 5000 },
      (request, response) => {
        this.serve(request, response).catch(() => response.destroy());
      },
    );
    server.on('secureConnection', socket => this.track(socket));
    server.on('connection', socket => this.track(socket));
    // A head over 8 KiB, or none at all: cut without an answer.
    server.on('clientError', (_, socket) => socket.destroy());
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  private track(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  /** Refuses connections from now on, and cuts those that are open. */
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  get isListening(): boolean {
    return this.server !== undefined;
  }

  /** New connections see it at once; those that are open keep the old one. */
  setCertificate(keyPair: KeyPair): void {
    this.keyPair = keyPair;
    this.info = describeCertificate(keyPair.cert);
    this.server?.setSecureContext(keyPair);
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const started = Date.now();
    if (hasTooManyHeaders(request)) {
      request.socket.destroy();
      return;
    }
    const { faults, counters, authDelay } = this.services;
    const [rawPath, query = ''] = (request.url ?? '/').split('?', 2);
    const path = safeDecode(rawPath);
    const relative =
      path.replace(/^\/api2\/+[a-z][a-z0-9]+(?=\/|$)/, '') || '/';
    const method = request.method ?? '';
    counters.request(this.node, method, relative);
    const fault = faults.take(this.node, method, relative);
    if (fault?.delayMs) await delay(fault.delayMs);
    const isLost =
      fault?.mode === 'lost-request' || fault?.mode === 'lost-answer';
    if (fault?.mode && !isLost) {
      respondBroken(response, fault);
      return;
    }
    const asked = { method, path, relative, query, fault };
    const answer = await this.answer(request, asked);
    if (answer.status === 401) {
      const left = authDelay.ms - (Date.now() - started);
      if (left > 0) await delay(left);
    }
    if (fault?.holdMs) await delay(fault.holdMs);
    if (isLost) {
      request.socket.resetAndDestroy();
      return;
    }
    const { mutation } = answer;
    if (mutation) {
      response.on('finish', () => {
        mutation.answered = true;
      });
    }
    const { socket } = request;
    const served = (this.served.get(socket) ?? 0) + 1;
    this.served.set(socket, served);
    const bytes = await sendAnswer(request, response, answer, served);
    counters.sent(this.node, method, relative, bytes);
  }

  private async answer(
    request: IncomingMessage,
    asked: Asked,
  ): Promise<Answer> {
    const { method, path, relative } = asked;
    try {
      checkHead(request);
      if (!path.startsWith('/api2')) {
        throw new Refusal(500, `no such file '${path}'`);
      }
      const format = /^\/api2\/+([a-z][a-z0-9]+)(\/|$)/.exec(path)?.[1];
      if (!format) throw new Refusal(501, 'no such uri');
      const caller = this.services.authenticator.authenticate(
        method,
        relative,
        {
          cookie: request.headers.cookie,
          authorization: request.headers.authorization,
          csrfToken: request.headers.csrfpreventiontoken as string | undefined,
        },
      );
      checkBody(request);
      if (format !== 'json') {
        throw new Refusal(501, `no formatter for uri ${relative}, ${format}`);
      }
      return await this.callMethod(request, asked, caller);
    } catch (error) {
      if (error instanceof Refusal) {
        return {
          status: error.status,
          reason: error.message,
          text: error.withBody ? error.message : undefined,
        };
      }
      // What auth_handler refuses has a reason phrase and no body.
      const { status, message } = error as ApiError;
      return { status: status ?? 500, reason: message };
    }
  }

  private async callMethod(
    request: IncomingMessage,
    { method, relative: path, query, fault }: Asked,
    caller: Caller,
  ): Promise<Answer> {
    let mutation: Mutation | undefined;
    const answered = (answer: Answer): Answer => {
      if (mutation) mutation.status = answer.status;
      return { ...answer, mutation };
    };
    try {
      const parameters = await readParameters(request, query);
      const { mutations, labTime, api } = this.services;
      if (method !== 'GET' && path !== '/access/ticket') {
        mutation = mutations.add({
          at: labTime(),
          node: this.node,
          method,
          path,
          parameters,
          user: caller.userid ?? '',
          processed: false,
          answered: false,
        });
      }
      if (fault?.mode === 'lost-request') return { status: 0, reason: '' };
      if (mutation) mutation.processed = true;
      const call = { method, path, parameters, caller };
      const data = await api.call(this.node, call);
      if (mutation && String(data).startsWith('UPID:')) {
        mutation.upid = String(data);
      }
      return answered({ status: 200, reason: 'OK', body: successBody(data) });
    } catch (error) {
      if (error instanceof ProxyError) {
        return answered({ status: error.status, reason: error.message });
      }
      const known =
        error instanceof ApiError ? error : died((error as Error).message);
      return answered({
        status: known.status,
        reason: known.message,
        body: errorBody(known),
      });
    }
  }
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
