import { InputError } from '@backstage/errors';
import { AttemptFailure } from './attempt-failure';
import { Endpoint } from './endpoint';
import { assertPlainPath } from './encode-path';
import {
  noEndpointAnswered,
  unknownOutcome,
  type FailedAttempt,
} from './failures';
import { Pin } from './pin';
import { RequestLimiter } from './request-limiter';
import { createConnector, createTrustedAuthorities } from './trust';
import type {
  EndpointHealth,
  QueryValue,
  Upstream,
  UpstreamOptions,
  UpstreamRequest,
  UpstreamResponse,
} from './types';

const DEFAULT_TIMEOUT_SECONDS = 15;
const DEFAULT_CONCURRENCY = 8;
const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;
const DEFAULT_BREAKER = { failures: 3, seconds: 30 };

/** TCP and TLS need round trips only: who is not through by then is not there. */
const CONNECT_TIMEOUT_SECONDS = 5;

/** While others remain, an endpoint gets this part of the time left, and not less than the time below. */
const SHARE_WITH_OTHERS_LEFT = 2 / 3;
const MIN_SHARE_MS = 5000;
const MIN_USEFUL_MS = 500;

function targetOf(path: string, query: Record<string, QueryValue> = {}) {
  assertPlainPath(path);
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      search.append(key, String(item));
    }
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** {@inheritDoc Upstream} @public */
export class DefaultUpstream implements Upstream {
  readonly #source: string;
  readonly #endpoints: Endpoint[];
  readonly #limiter: RequestLimiter;
  readonly #timeoutSeconds: number;
  readonly #maxBytes: number;
  /** The one that answered last. */
  #preferred?: Endpoint;

  /** Throws an `InputError` when an endpoint, a fingerprint or the CA file cannot be used. Connects to nothing yet. */
  static create(options: UpstreamOptions): DefaultUpstream {
    return new DefaultUpstream(options);
  }

  private constructor(options: UpstreamOptions) {
    const { source, caFile } = options;
    const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
    if (options.endpoints.length === 0) {
      throw new InputError(`${source} has no endpoint; configure at least one`);
    }
    this.#source = source;
    this.#timeoutSeconds = options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#limiter = new RequestLimiter(source, concurrency);
    const authorities =
      caFile || options.endpoints.some(e => !e.fingerprint)
        ? createTrustedAuthorities(source, caFile)
        : undefined;
    this.#endpoints = options.endpoints.map(({ url, fingerprint }) => {
      const pin = fingerprint === undefined ? undefined : new Pin(fingerprint);
      return new Endpoint({
        source,
        url,
        pin,
        connector: createConnector({
          pin,
          authorities,
          connectTimeoutSeconds: Math.min(
            CONNECT_TIMEOUT_SECONDS,
            this.#timeoutSeconds,
          ),
        }),
        connections: concurrency,
        breaker: { ...DEFAULT_BREAKER, ...options.breaker },
        logger: options.logger,
      });
    });
  }

  async request(request: UpstreamRequest): Promise<UpstreamResponse> {
    request.signal?.throwIfAborted();
    const target = targetOf(request.path, request.query);
    const timeoutMs = (request.timeoutSeconds ?? this.#timeoutSeconds) * 1000;
    return this.#limiter.run(
      () => this.#askInTurn(request, target, timeoutMs),
      { waitMs: timeoutMs, signal: request.signal },
    );
  }

  endpoints(): EndpointHealth[] {
    return this.#endpoints.map(endpoint => endpoint.health);
  }

  trust(url: string, fingerprint: string | undefined): void {
    const endpoint = this.#endpoints.find(each => each.url === url);
    if (!endpoint?.pin) {
      throw new InputError(
        `${
          this.#source
        } has no endpoint ${url} whose certificate is pinned in the configuration`,
      );
    }
    endpoint.trust(fingerprint ?? endpoint.pin.configured);
  }

  async close(): Promise<void> {
    await Promise.all(this.#endpoints.map(endpoint => endpoint.close()));
  }

  async #askInTurn(
    request: UpstreamRequest,
    target: string,
    timeoutMs: number,
  ): Promise<UpstreamResponse> {
    const deadline = performance.now() + timeoutMs;
    const isRead = request.method === 'GET';
    const attempts: FailedAttempt[] = [];
    const order = this.#order();
    for (const [index, endpoint] of order.entries()) {
      const left = deadline - performance.now();
      if (attempts.length > 0 && left < MIN_USEFUL_MS) break;
      const shares = isRead && index < order.length - 1;
      const attemptMs = shares
        ? Math.min(left, Math.max(left * SHARE_WITH_OTHERS_LEFT, MIN_SHARE_MS))
        : left;
      try {
        const answer = await endpoint.ask(request, target, {
          timeoutMs: attemptMs,
          maxBytes: this.#maxBytes,
          signal: request.signal,
        });
        this.#preferred = endpoint;
        return answer;
      } catch (error) {
        if (!(error instanceof AttemptFailure)) throw error;
        const attempt = { url: endpoint.url, failure: error };
        if (error.sent && !isRead) {
          throw unknownOutcome(this.#source, request, attempt);
        }
        if (error.aborted) throw error.cause;
        if (!error.endpointFault) {
          throw noEndpointAnswered(this.#source, [attempt], 0);
        }
        attempts.push(attempt);
      }
    }
    throw noEndpointAnswered(
      this.#source,
      attempts,
      order.length - attempts.length,
    );
  }

  /** The last good one first, those known to fail last, else as configured. */
  #order(): Endpoint[] {
    const rank = (endpoint: Endpoint) => {
      if (endpoint.health.state !== 'ok') return 2;
      return endpoint === this.#preferred ? 0 : 1;
    };
    return [...this.#endpoints].sort((a, b) => rank(a) - rank(b));
  }
}
