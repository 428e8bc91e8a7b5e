import {
  SourceFailure,
  UnknownOutcomeFailure,
  type Upstream,
  type UpstreamRequest,
  type UpstreamResponse,
} from '@reverb256/backstage-plugin-infra-node';
import { proxmoxApi, type ApiRequestable, type Proxmox } from 'proxmox-api';
import { apiFailure } from '../api/api-failure';
import { readAnswer, type AskedFor } from '../api/answer';
import type { Endpoint } from '../api/endpoints';
import type { ProxmoxClusterConfig } from '../config/read-proxmox-clusters';
import type { ReadOptions } from './proxmox-client';
import { encodeProxyPath, shortPath } from './path';

type Values = NonNullable<UpstreamRequest['query']>;

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

function methodOf(name: string): UpstreamRequest['method'] {
  const method = methods.find(known => known === name.toUpperCase());
  if (!method) throw new TypeError(`${name} is not a method of this API`);
  return method;
}

/** Perl has no booleans; lists repeat their key. */
function encodeValues(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'boolean' ? Number(value) : value,
    ]),
  );
}

function formOf(values: Values): string {
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      form.append(key, String(item));
    }
  }
  return form.toString();
}

/** The request had reached the other node, or may have (AnyEvent::HTTP; a proxy in front for the others). */
const MAY_HAVE_BEEN_CARRIED_OUT = [502, 503, 504, 596, 597, 598, 599];

/** Whether an answer to a change leaves open if it was carried out: not where Proxmox VE itself refused. */
function leavesOpen(status: number, error: unknown): boolean {
  if (!(error instanceof SourceFailure)) return true;
  // What is not an answer of this API comes from somewhere on the way, before or after the change was made.
  return error.kind === 'invalid'
    ? status !== 501
    : MAY_HAVE_BEEN_CARRIED_OUT.includes(status);
}

function unknownOutcome(error: unknown): UnknownOutcomeFailure {
  const { kind, message } = SourceFailure.from(error);
  return new UnknownOutcomeFailure(
    kind,
    `${message} The change may have been made all the same.`,
    { cause: error },
  );
}

/**
 * What the typed paths of `proxmox-api` run on, in place of its own transport: that repeats mutations, cannot pin a
 * certificate and knows one host. Resolves with the `data` of an answer, unchecked, and rejects with a `SourceFailure`.
 */
export class ApiEngine {
  readonly #cluster: Pick<ProxmoxClusterConfig, 'title' | 'token'>;
  readonly #upstream: Upstream;
  #acceptedAt?: Date;

  constructor(
    cluster: Pick<ProxmoxClusterConfig, 'title' | 'token'>,
    upstream: Upstream,
  ) {
    this.#cluster = cluster;
    this.#upstream = upstream;
  }

  /** The typed paths; every call through them ends with the signal. */
  api(signal?: AbortSignal): Proxmox.Api {
    const engine: ApiRequestable = {
      doRequest: (method, path, template, values) =>
        this.#request(
          methodOf(method),
          encodeProxyPath(path, template),
          values ?? {},
          signal,
        ),
    };
    return proxmoxApi(engine);
  }

  async #request(
    method: UpstreamRequest['method'],
    path: string,
    values: Values,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const { title, token } = this.#cluster;
    const encoded = encodeValues(values);
    // A body is read of these two only; the rest take their parameters from the query.
    const hasBody = method === 'POST' || method === 'PUT';
    const response = await this.#upstream.request({
      method,
      path,
      query: hasBody ? undefined : encoded,
      body: hasBody ? formOf(encoded) : undefined,
      headers: {
        accept: 'application/json',
        authorization: `PVEAPIToken=${token.id}=${token.secret}`,
        ...(hasBody && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      signal,
    });
    const asked: AskedFor = {
      source: title,
      method,
      path: shortPath(path),
      tokenId: token.id,
      acceptedAt: this.#acceptedAt,
    };
    try {
      return this.#dataOf(asked, response);
    } catch (error) {
      throw method !== 'GET' && leavesOpen(response.status, error)
        ? unknownOutcome(error)
        : error;
    }
  }

  #dataOf(asked: AskedFor, response: UpstreamResponse): unknown {
    const answer = readAnswer(asked, response);
    if (answer.status >= 300) throw apiFailure(asked, answer);
    this.#acceptedAt = new Date();
    return answer.data;
  }

  /**
   * Calls a method of the API and checks its answer. The types of `proxmox-api` say what an older version answers; what
   * this one answers is held against the endpoint's schema.
   */
  async call<T>(
    endpoint: Endpoint<T>,
    call: (api: Proxmox.Api) => Promise<unknown>,
    options: ReadOptions = {},
  ): Promise<T> {
    const data = await call(this.api(options.signal));
    const parsed = endpoint.response.safeParse(endpoint.coerce(data));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const failure = this.#unexpected(
      endpoint.path,
      issue.path.map(String).join('.'),
      issue.message,
    );
    throw endpoint.method === 'GET' ? failure : unknownOutcome(failure);
  }

  /** What a schema has against an answer, as a failure. */
  #unexpected(path: string, field: string, what: string): SourceFailure {
    return new SourceFailure(
      'invalid',
      `${
        this.#cluster.title
      } answered ${path} with something that the portal does not understand: ${
        field || 'the data'
      }: ${what}. Its version of Proxmox VE may be one that the portal does not know.`,
    );
  }
}
