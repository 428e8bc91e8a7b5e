import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { CustomErrorBase, ResponseError } from '@backstage/errors';
import {
  preflightSchema,
  runLogSchema,
  runSchema,
  type Preflight,
  type Run,
  type RunLog,
} from '@reverb256/backstage-plugin-infra-common';
import type { z } from 'zod';

/** How long an answer may take, in milliseconds: a preflight may ask the upstream. */
const TIMEOUT_MS = 20_000;

/** What is said when the same may be taken a little later: too slow, and too often. */
const LATER = [408, 429];

/** An answer other than a success, in the words of who gave it. */
export class AnswerError extends CustomErrorBase {
  override name = 'AnswerError' as const;
  /** Whether it was understood and refused, so that the same again would be, too. */
  readonly isRefusal: boolean;

  constructor(error: ResponseError) {
    super(error.cause.message || error.message);
    this.isRefusal =
      error.statusCode < 500 && !LATER.includes(error.statusCode);
  }
}

/** Asks a plugin of this portal for changes, on somebody's behalf. */
export class RunClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #pluginId: string;
  readonly #credentials: BackstageCredentials;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    pluginId: string;
    credentials: BackstageCredentials;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#pluginId = options.pluginId;
    this.#credentials = options.credentials;
  }

  preflight(action: string, input: unknown): Promise<Preflight> {
    const path = `/v1/actions/${action}/preflight`;
    return this.#ask(path, preflightSchema, { body: input });
  }

  /**
   * @param key - the same again finds the run that was begun by it
   * @throws AnswerError when it is refused
   */
  begin(action: string, input: unknown, key: string): Promise<Run> {
    return this.#ask(`/v1/actions/${action}`, runSchema, { body: input, key });
  }

  /** The run, and the lines of its log after the given one. */
  log(id: string, after: number): Promise<RunLog> {
    const path = `/v1/runs/${encodeURIComponent(id)}/log?after=${after}`;
    return this.#ask(path, runLogSchema);
  }

  cancel(id: string): Promise<Run> {
    const path = `/v1/runs/${encodeURIComponent(id)}/cancel`;
    return this.#ask(path, runSchema, { body: {} });
  }

  async #ask<T>(
    path: string,
    schema: z.ZodType<T>,
    post?: { body: unknown; key?: string },
  ): Promise<T> {
    // One for each request: a run takes longer than a token holds.
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: this.#credentials,
      targetPluginId: this.#pluginId,
    });
    const baseUrl = await this.#discovery.getBaseUrl(this.#pluginId);
    const response = await fetch(`${baseUrl}${path}`, {
      method: post ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        ...(post && { 'content-type': 'application/json' }),
        ...(post?.key && { 'idempotency-key': post.key }),
      },
      body: post && JSON.stringify(post.body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      throw new AnswerError(await ResponseError.fromResponse(response));
    }
    return schema.parse(await response.json());
  }
}
