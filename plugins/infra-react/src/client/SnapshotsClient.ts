import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  headsResponseSchema,
  snapshotHeadSchema,
  type HeadsResponse,
  type SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';

/** How long the portal may take, in seconds: its answers come from its own store. */
const TIMEOUT_SECONDS = 20;

/** What we hold of a snapshot, so that only the difference is sent. */
export interface HeldVersion {
  version: string;
  etag?: string;
}

/** What the portal answered when asked for a snapshot. */
export type SnapshotAnswer =
  | { type: 'unchanged' }
  | { type: 'whole'; head: SnapshotHead; etag?: string; data: unknown }
  | {
      type: 'patch';
      head: SnapshotHead;
      etag?: string;
      since: string;
      patch: Record<string, unknown>;
    };

/**
 * The envelope alone: the rows were validated when they were collected, and 15,000 of them take a noticeable moment.
 */
const envelopeSchema = snapshotHeadSchema.extend({
  data: z.unknown().optional(),
  since: z.string().optional(),
  patch: z.record(z.string(), z.unknown()).optional(),
});

/** Asks one plugin's backend for heads and snapshots. Remembers nothing. */
export class SnapshotsClient {
  readonly #fetchApi: FetchApi;
  readonly #baseUrl: string;

  static create(options: {
    fetchApi: FetchApi;
    pluginId: string;
  }): SnapshotsClient {
    return new SnapshotsClient(options.fetchApi, options.pluginId);
  }

  private constructor(fetchApi: FetchApi, pluginId: string) {
    this.#fetchApi = fetchApi;
    this.#baseUrl = `plugin://${pluginId}/v1`;
  }

  /** @throws ResponseError, ZodError, SyntaxError; anything else means that nothing answered. */
  async getHeads(): Promise<HeadsResponse> {
    return await this.#get('/heads', {}, async response => {
      await this.#assertOk(response);
      return headsResponseSchema.parse(await response.json());
    });
  }

  /** @throws as {@link SnapshotsClient.getHeads} */
  async getSnapshot(
    kind: string,
    source: string,
    held?: HeldVersion,
  ): Promise<SnapshotAnswer> {
    const since = held ? `?since=${encodeURIComponent(held.version)}` : '';
    const path = `/snapshots/${encodeURIComponent(kind)}/${encodeURIComponent(
      source,
    )}${since}`;
    const headers = held?.etag ? { 'If-None-Match': held.etag } : undefined;
    return await this.#get(path, { headers }, async response => {
      if (held && response.status === 304) return { type: 'unchanged' };
      await this.#assertOk(response);
      const etag = response.headers.get('ETag') ?? undefined;
      const answer = envelopeSchema.parse(await response.json());
      const { data, since: from, patch, ...head } = answer;
      return patch && from !== undefined
        ? { type: 'patch', head, etag, since: from, patch }
        : { type: 'whole', head, etag, data };
    });
  }

  async #get<T>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    // Covers the body too: an answer may stop halfway.
    const timer = setTimeout(() => controller.abort(), TIMEOUT_SECONDS * 1000);
    try {
      const response = await this.#fetchApi.fetch(`${this.#baseUrl}${path}`, {
        ...init,
        signal: controller.signal,
      });
      return await read(response);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      throw new ServiceUnavailableError(
        `No answer within ${TIMEOUT_SECONDS} s.`,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  async #assertOk(response: Response): Promise<void> {
    if (!response.ok) throw await ResponseError.fromResponse(response);
  }
}
