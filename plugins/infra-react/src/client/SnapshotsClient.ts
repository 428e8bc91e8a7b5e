import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  headsResponseSchema,
  snapshotHeadSchema,
  type HeadsResponse,
  type SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { assertOk, PortalClient } from './PortalClient';

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
  readonly #client: PortalClient;

  static create(options: {
    fetchApi: FetchApi;
    pluginId: string;
  }): SnapshotsClient {
    return new SnapshotsClient(PortalClient.create(options));
  }

  private constructor(client: PortalClient) {
    this.#client = client;
  }

  /** @throws ResponseError, ZodError, SyntaxError; anything else means that nothing answered. */
  async getHeads(): Promise<HeadsResponse> {
    return await this.#client.get('/heads', headsResponseSchema);
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
    return await this.#client.request(path, { headers }, async response => {
      if (held && response.status === 304) return { type: 'unchanged' };
      await assertOk(response);
      const etag = response.headers.get('ETag') ?? undefined;
      const answer = envelopeSchema.parse(await response.json());
      const { data, since: from, patch, ...head } = answer;
      return patch && from !== undefined
        ? { type: 'patch', head, etag, since: from, patch }
        : { type: 'whole', head, etag, data };
    });
  }
}
