import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import type { z } from 'zod';

/** How long the portal may take, in seconds: its answers come from its own store. */
const TIMEOUT_SECONDS = 20;

/** @public */
export interface PortalClientOptions {
  fetchApi: FetchApi;
  /** The backend plugin that is asked. */
  pluginId: string;
}

/**
 * Asks one plugin's backend, with a limit on the time for the whole answer. Remembers nothing, and sends nothing twice.
 *
 * All of its methods throw ResponseError when the portal refuses, ZodError or SyntaxError when its answer is not
 * understood; anything else means that nothing answered.
 *
 * @public
 */
export class PortalClient {
  readonly #fetchApi: FetchApi;
  readonly #baseUrl: string;

  static create(options: PortalClientOptions): PortalClient {
    return new PortalClient(options);
  }

  private constructor(options: PortalClientOptions) {
    this.#fetchApi = options.fetchApi;
    this.#baseUrl = `plugin://${options.pluginId}/v1`;
  }

  /** @param path - below `/v1`, encoded, with its query */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return await this.request(path, {}, async response => {
      await assertOk(response);
      return schema.parse(await response.json());
    });
  }

  async post<T>(
    path: string,
    body: object | undefined,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    };
    return await this.request(path, init, async response => {
      await assertOk(response);
      return schema.parse(await response.json());
    });
  }

  /** For what `get` and `post` cannot do; `read` decides which answers are failures. */
  async request<T>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
    timeoutSeconds = TIMEOUT_SECONDS,
  ): Promise<T> {
    const controller = new AbortController();
    // Covers the body too: an answer may stop halfway.
    const timer = setTimeout(() => controller.abort(), timeoutSeconds * 1000);
    try {
      const response = await this.#fetchApi.fetch(`${this.#baseUrl}${path}`, {
        ...init,
        signal: controller.signal,
      });
      return await read(response);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      throw new ServiceUnavailableError(
        `No answer within ${timeoutSeconds} s.`,
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @throws ResponseError with what the portal said. @public */
export async function assertOk(response: Response): Promise<void> {
  if (!response.ok) throw await ResponseError.fromResponse(response);
}

/** `?a=1&b=2` of what is given; empty for nothing. @public */
export function queryOf(
  values: Record<string, string | number | boolean | undefined>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const query = params.toString();
  return query && `?${query}`;
}
