import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { Client, Pool, type buildConnector, type Dispatcher } from 'undici';
import { AttemptFailure } from './attempt-failure';
import { parseEndpointUrl } from './endpoint-url';
import { exchange, type ExchangeLimits } from './exchange';
import type { Pin } from './pin';
import { PinMismatch } from './trust';
import type {
  EndpointHealth,
  UpstreamRequest,
  UpstreamResponse,
} from './types';

/** @internal */
export interface EndpointOptions {
  source: string;
  url: string;
  connector: buildConnector.connector;
  /** Where its certificate is pinned. */
  pin?: Pin;
  connections: number;
  breaker: { failures: number; seconds: number };
  logger: LoggerService;
}

/** Wherever undici has wrapped it. */
function mismatchIn(error: unknown): PinMismatch | undefined {
  let current = error;
  while (current instanceof Error) {
    if (current instanceof PinMismatch) return current;
    current = current.cause;
  }
  return undefined;
}

/**
 * One address of a source: its connections, its breaker, and how it was when last asked. What comes out of `ask` in
 * any other way than an answer is an {@link AttemptFailure}.
 *
 * @internal
 */
export class Endpoint {
  readonly url: string;
  /** Where its certificate is pinned. */
  readonly pin?: Pin;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #source: string;
  readonly #logger: LoggerService;
  readonly #connector: buildConnector.connector;
  readonly #connections: number;
  #pool: Pool;
  /** Connections for one request, and pools that are let go. */
  readonly #others = new Set<Client | Pool>();
  readonly #breakerOptions: { failures: number; seconds: number };
  #breaker: CircuitBreakerPolicy;
  #connects = 0;
  #failure?: AttemptFailure;
  #askedAt?: Date;

  constructor(options: EndpointOptions) {
    const url = parseEndpointUrl(options.source, options.url);
    this.#origin = url.origin;
    this.#prefix = url.pathname.replace(/\/+$/, '');
    this.url = this.#origin + this.#prefix;
    this.pin = options.pin;
    this.#source = options.source;
    this.#logger = options.logger;
    this.#connector = (target, callback) => {
      this.#connects += 1;
      options.connector(target, callback);
    };
    this.#connections = options.connections;
    this.#pool = this.#createPool();
    this.#breakerOptions = options.breaker;
    this.#breaker = this.#createBreaker();
  }

  #createPool(): Pool {
    return new Pool(this.#origin, {
      connect: this.#connector,
      connections: this.#connections,
    });
  }

  #createBreaker(): CircuitBreakerPolicy {
    const { failures, seconds } = this.#breakerOptions;
    return circuitBreaker(
      handleWhen(e => e instanceof AttemptFailure && e.endpointFault),
      {
        breaker: new ConsecutiveBreaker(failures),
        halfOpenAfter: seconds * 1000,
      },
    );
  }

  get health(): EndpointHealth {
    const asked = {
      url: this.url,
      askedAt: this.#askedAt?.toISOString(),
      ...(this.pin && { pinned: this.pin.expected }),
    };
    if (!this.#failure) return { ...asked, state: 'ok' };
    const mismatch = mismatchIn(this.#failure);
    return {
      ...asked,
      ...(mismatch && { presented: mismatch.presented }),
      state: this.#breaker.state === CircuitState.Closed ? 'failing' : 'open',
      error: `It ${this.#failure.what}. ${this.#failure.advice}`,
    };
  }

  /**
   * Trusts it with another certificate from now on: nothing more is sent over connections to the former one. That it showed
   * another one than before says nothing any more.
   */
  trust(fingerprint: string): void {
    if (!this.pin) return;
    const before = this.pin.expected;
    this.pin.replace(fingerprint);
    if (this.pin.expected === before) return;
    this.#letGo(this.#pool);
    this.#pool = this.#createPool();
    this.#breaker = this.#createBreaker();
    if (mismatchIn(this.#failure)) {
      this.#failure = undefined;
      this.#askedAt = undefined;
    }
  }

  async ask(
    request: UpstreamRequest,
    target: string,
    limits: ExchangeLimits,
  ): Promise<UpstreamResponse> {
    // One probe is enough: whoever comes meanwhile need not wait for it.
    if (this.#breaker.state === CircuitState.HalfOpen) throw this.#leftAlone();
    try {
      const answer = await this.#breaker.execute(() =>
        request.method === 'GET'
          ? this.#read(request, target, limits)
          : this.#mutate(request, target, limits),
      );
      this.#note(undefined);
      return { endpoint: this.url, ...answer };
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw this.#leftAlone();
      if (error instanceof AttemptFailure && error.endpointFault) {
        this.#note(error);
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      [this.#pool, ...this.#others].map(dispatcher => dispatcher.destroy()),
    );
  }

  /** What is under way there ends; nothing more is begun. */
  #letGo(pool: Pool): void {
    this.#others.add(pool);
    pool
      .close()
      .catch(error =>
        this.#logger.debug(`${this.#source}: a pool was not closed`, error),
      )
      .finally(() => this.#others.delete(pool));
  }

  async #read(
    request: UpstreamRequest,
    target: string,
    limits: ExchangeLimits,
  ) {
    const connectsBefore = this.#connects;
    const startedAt = performance.now();
    const options = this.#dispatchOptions(request, target);
    try {
      return await exchange(this.#pool, options, limits);
    } catch (error) {
      // A kept connection that the server was just closing says nothing about the server.
      const keptConnectionEnded =
        error instanceof AttemptFailure &&
        error.cut &&
        error.phase === 'answer' &&
        connectsBefore === this.#connects;
      const timeoutMs = limits.timeoutMs - (performance.now() - startedAt);
      if (!keptConnectionEnded || timeoutMs <= 0) throw error;
      return exchange(this.#pool, options, { ...limits, timeoutMs });
    }
  }

  /**
   * Over a connection of its own. On a kept one the server may be closing, and a request lost that way cannot be told
   * from one that was carried out.
   */
  async #mutate(
    request: UpstreamRequest,
    target: string,
    limits: ExchangeLimits,
  ) {
    const client = new Client(this.#origin, { connect: this.#connector });
    this.#others.add(client);
    try {
      return await exchange(
        client,
        this.#dispatchOptions(request, target),
        limits,
      );
    } finally {
      this.#others.delete(client);
      await client.destroy();
    }
  }

  #dispatchOptions(
    request: UpstreamRequest,
    target: string,
  ): Dispatcher.DispatchOptions {
    return {
      method: request.method,
      path: this.#prefix + target,
      headers: request.headers,
      body: request.body,
    };
  }

  #leftAlone(): AttemptFailure {
    const last = this.#failure;
    return new AttemptFailure({
      kind: last?.kind ?? 'unreachable',
      what: `${last?.what ?? 'failed'} when last asked, and is asked again ${
        this.#breakerOptions.seconds
      } s after that`,
      advice: last?.advice ?? 'Ask again later.',
      phase: 'connect',
      cause: last,
    });
  }

  #note(failure: AttemptFailure | undefined): void {
    const before = this.#failure;
    this.#failure = failure;
    this.#askedAt = new Date();
    if (failure && failure.what !== before?.what) {
      this.#logger.warn(`${this.#source}: ${this.url} ${failure.what}`);
    } else if (!failure && before) {
      this.#logger.info(`${this.#source}: ${this.url} answers again`);
    }
  }
}
