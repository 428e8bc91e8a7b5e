import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { z } from 'zod';
import { PluginFailure } from './plugin-failure';

/** How long a plugin may take for one answer, in seconds: it answers from its own store. */
const TIMEOUT_SECONDS = 8;

/** How much of a plugin's own words is repeated. */
const WORDS = 300;

/** What is asked of a plugin. */
export interface PluginQuestion<T> {
  pluginId: string;
  /** Under `/api/<plugin id>`, encoded, with its query. */
  path: string;
  schema: z.ZodType<T>;
  /** On whose behalf; in our own name if not given. */
  credentials?: BackstageCredentials;
  signal?: AbortSignal;
  /** How long this answer may take, where it is more than an answer takes. */
  timeoutSeconds?: number;
}

/** Asks other plugins of this portal over HTTP. */
export interface PluginClient {
  /** @throws PluginFailure */
  get<T>(question: PluginQuestion<T>): Promise<T>;
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordsOf(body: unknown): string {
  const { error } = (body ?? {}) as { error?: { message?: unknown } };
  return typeof error?.message === 'string'
    ? `: ${error.message.slice(0, WORDS)}`
    : '';
}

/** The reason of a failed `fetch` is in its cause. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? String(error);
}

export class DefaultPluginClient implements PluginClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #timeoutSeconds: number;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    /** Default 8. */
    timeoutSeconds?: number;
  }): DefaultPluginClient {
    const { auth, discovery, timeoutSeconds = TIMEOUT_SECONDS } = options;
    return new DefaultPluginClient(auth, discovery, timeoutSeconds);
  }

  private constructor(
    auth: AuthService,
    discovery: DiscoveryService,
    timeoutSeconds: number,
  ) {
    this.#auth = auth;
    this.#discovery = discovery;
    this.#timeoutSeconds = timeoutSeconds;
  }

  async get<T>(question: PluginQuestion<T>): Promise<T> {
    const { pluginId, path, schema } = question;
    const token = await this.#token(question);
    const { response, body } = await this.#ask(question, token);
    if (!response.ok) {
      throw new PluginFailure(
        response.status < 500 ? 'refused' : 'silent',
        response.status === 404
          ? `The plugin ${pluginId} does not serve ${
              path.split('?')[0]
            }. Is it installed, and is it one of ours? See infra.plugins in the configuration.`
          : `The plugin ${pluginId} answers ${response.status}${wordsOf(body)}`,
      );
    }
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new PluginFailure(
      'invalid',
      `The plugin ${pluginId} answers at ${
        path.split('?')[0]
      } what is not understood (${issue.path.join('.') || 'body'}: ${
        issue.message
      }). Is it of the same release as infra?`,
    );
  }

  async #token<T>({
    pluginId,
    credentials,
  }: PluginQuestion<T>): Promise<string> {
    try {
      const { token } = await this.#auth.getPluginRequestToken({
        onBehalfOf:
          credentials ?? (await this.#auth.getOwnServiceCredentials()),
        targetPluginId: pluginId,
      });
      return token;
    } catch (error) {
      if (error instanceof NotAllowedError) {
        throw new PluginFailure(
          'undelegable',
          `This token is restricted and cannot be passed on to the plugin ${pluginId}. Ask /api/${pluginId} with it directly.`,
          error,
        );
      }
      throw error;
    }
  }

  async #ask<T>(
    { pluginId, path, signal, timeoutSeconds }: PluginQuestion<T>,
    token: string,
  ): Promise<{ response: Response; body: unknown }> {
    const seconds = timeoutSeconds ?? this.#timeoutSeconds;
    const timeout = AbortSignal.timeout(seconds * 1000);
    try {
      const baseUrl = await this.#discovery.getBaseUrl(pluginId);
      const response = await fetch(`${baseUrl}${path}`, {
        headers: { Authorization: `Bearer ${token}` },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return { response, body: await readBody(response) };
    } catch (error) {
      throw new PluginFailure(
        'silent',
        timeout.aborted
          ? `The plugin ${pluginId} did not answer within ${seconds} s.`
          : `The plugin ${pluginId} cannot be asked (${reasonOf(
              error,
            )}). Is it running?`,
        error,
      );
    }
  }
}
