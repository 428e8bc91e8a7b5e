import { setTimeout } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { BaseClient } from 'openid-client';
import type { OidcSettings } from '../settings';
import { discoverClient } from './discover';
import type { DiscoveredClient } from './discover';
import { explainFailure } from './failure';

const LONGEST_PAUSE_SECONDS = 60;
/** Asking more often than this only loads a provider that is in trouble already. */
const SHORTEST_PAUSE_MS = 1000;

/** Gives the client of a provider that may be down, at the start or later. */
export interface OidcClientSource {
  /**
   * A client made from the provider's metadata.
   *
   * @param options - `maxAgeSeconds`: how old the metadata may be; any age when left out.
   * @throws ServiceUnavailableError saying what is wrong with the provider, and since when.
   */
  get(options?: { maxAgeSeconds?: number }): Promise<BaseClient>;

  /** The error to show when a request to the provider failed on its way. */
  unavailable(error: unknown): ServiceUnavailableError;
}

/** Reads the metadata on demand, and in the background until it was read once. */
export class DefaultOidcClientSource implements OidcClientSource {
  readonly #settings: OidcSettings;
  readonly #logger: LoggerService;
  #known?: DiscoveredClient & { readAt: number };
  #failure?: { since: string; at: number; error: unknown };
  #reading?: Promise<BaseClient>;

  private constructor(settings: OidcSettings, logger: LoggerService) {
    this.#settings = settings;
    this.#logger = logger;
  }

  /** @param options - `signal` ends the background attempts. */
  static create(options: {
    settings: OidcSettings;
    logger: LoggerService;
    signal: AbortSignal;
  }): OidcClientSource {
    const source = new DefaultOidcClientSource(
      options.settings,
      options.logger,
    );
    void source.#tryInBackground(options.signal);
    return source;
  }

  async get(options: { maxAgeSeconds?: number } = {}): Promise<BaseClient> {
    const { maxAgeSeconds = Infinity } = options;
    if (
      this.#known &&
      Date.now() - this.#known.readAt <= maxAgeSeconds * 1000
    ) {
      return this.#known.client;
    }
    if (this.#failure && Date.now() - this.#failure.at < SHORTEST_PAUSE_MS) {
      throw this.unavailable(this.#failure.error);
    }
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  unavailable(error: unknown): ServiceUnavailableError {
    const { origin } = new URL(this.#settings.metadataUrl);
    const since = this.#failure?.since ?? new Date().toISOString();
    return new ServiceUnavailableError(
      `Sign-in does not work at the moment: the identity provider at ${origin} ${
        explainFailure(error).reason
      }, since ${since}. Try again in a minute; if it stays so, tell whoever runs the provider`,
    );
  }

  async #read(): Promise<BaseClient> {
    let discovered: DiscoveredClient;
    try {
      discovered = await discoverClient(this.#settings);
    } catch (error) {
      const first = this.#failure === undefined;
      const at = Date.now();
      this.#failure = {
        since: this.#failure?.since ?? new Date(at).toISOString(),
        at,
        error,
      };
      const unavailable = this.unavailable(error);
      if (first) {
        this.#logger.warn(unavailable.message);
      }
      throw unavailable;
    }
    if (this.#failure) {
      this.#logger.info(
        `The identity provider at ${
          this.#settings.metadataUrl
        } answers again; it did not since ${this.#failure.since}`,
      );
      this.#failure = undefined;
    }
    // An unchanged provider keeps its client, which has the signing keys cached.
    const { fingerprint } = discovered;
    const client =
      this.#known?.fingerprint === fingerprint
        ? this.#known.client
        : discovered.client;
    this.#known = { client, fingerprint, readAt: Date.now() };
    return client;
  }

  async #tryInBackground(signal: AbortSignal): Promise<void> {
    let pauseSeconds = 1;
    while (!signal.aborted && !this.#known) {
      try {
        await this.get();
      } catch {
        // #read has said it. Neither the pause nor its end may keep the process alive or fail it.
        await setTimeout(pauseSeconds * 1000, undefined, {
          signal,
          ref: false,
        }).catch(() => undefined);
        pauseSeconds = Math.min(pauseSeconds * 2, LONGEST_PAUSE_SECONDS);
      }
    }
  }
}
