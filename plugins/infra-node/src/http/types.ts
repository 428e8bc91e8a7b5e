import type { LoggerService } from '@backstage/backend-plugin-api';

/** One address at which a source answers. @public */
export interface UpstreamEndpoint {
  /** An https URL; a path in it is put before every request's path. */
  url: string;
  /**
   * The SHA-256 fingerprint of its certificate, as `AA:BB:…` or `aabb…`. With it this one certificate is trusted, and
   * no other, whoever signed it.
   */
  fingerprint?: string;
}

/** @public */
export interface UpstreamOptions {
  /** What people call the source; the subject of every message: `Proxmox cluster reverb256`. */
  source: string;
  /** In the order in which they are tried. */
  endpoints: UpstreamEndpoint[];
  /** A PEM file with certificate authorities that are trusted besides the system's. Read once, at creation. */
  caFile?: string;
  /** Limit on a whole answer, failover included, in seconds. Default 15. */
  timeoutSeconds?: number;
  /** How many requests may be under way at once; more wait for their turn. Default 8. */
  concurrency?: number;
  /** The largest body that is taken. Default 32 MiB. */
  maxBytes?: number;
  /** When an endpoint that fails is left alone, and for how long. */
  breaker?: {
    /** Failures in a row that open it. Default 3. */
    failures?: number;
    /** Seconds until it is tried again. Default 30. */
    seconds?: number;
  };
  logger: LoggerService;
}

/** What may stand in a query; `undefined` is left out, an array repeats its key. @public */
export type QueryValue =
  | string
  | number
  | boolean
  | readonly string[]
  | undefined;

/** @public */
export interface UpstreamRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Made with {@link encodePath} where anything in it is not a constant. */
  path: string;
  query?: Record<string, QueryValue>;
  headers?: Record<string, string>;
  body?: string;
  /** Gives up; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** In place of the source's limit. */
  timeoutSeconds?: number;
}

/** A whole answer, whatever its status: only what kept an answer from arriving is an error here. @public */
export interface UpstreamResponse {
  /** The URL of the endpoint that answered. */
  endpoint: string;
  status: number;
  /** The HTTP reason phrase; some servers put their error message there. */
  reason: string;
  /** By lower-case name. */
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/**
 * - `ok`: answered when last asked, or not asked yet
 * - `failing`: did not answer when last asked
 * - `open`: failed several times in a row and is left alone for a while
 *
 * @public
 */
export type EndpointState = 'ok' | 'failing' | 'open';

/** @public */
export interface EndpointHealth {
  url: string;
  state: EndpointState;
  /** When it was last asked: ISO 8601, UTC. Endpoints in reserve are asked only when others fail. */
  askedAt?: string;
  /** What is wrong with it, while something is. */
  error?: string;
  /** The SHA-256 fingerprint of the one certificate that it is trusted with, where there is one. */
  pinned?: string;
  /** The fingerprint that it showed instead, when that was what was wrong. */
  presented?: string;
}

/**
 * The way to one source over all of its endpoints.
 *
 * `request` rejects with a `SourceFailure` when no endpoint answered, with an {@link UnknownOutcomeFailure} when a
 * mutation left and its answer did not arrive, and with the signal's reason when the caller gave up.
 *
 * @public
 */
export interface Upstream {
  request(request: UpstreamRequest): Promise<UpstreamResponse>;
  /** How each endpoint was when last asked, in the order of the configuration. */
  endpoints(): EndpointHealth[];
  /**
   * Trusts an endpoint, from now on, with another certificate in place of the pinned one.
   *
   * @param url - of an endpoint of the configuration whose certificate is pinned; an `InputError` for any other
   * @param fingerprint - undefined for the configured one
   */
  trust(url: string, fingerprint: string | undefined): void;
  /** Cuts what is under way and lets go of every connection. */
  close(): Promise<void>;
}
