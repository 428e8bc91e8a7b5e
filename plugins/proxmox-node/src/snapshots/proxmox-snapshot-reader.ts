import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { NotFoundError, ResponseError } from '@backstage/errors';
import {
  headsResponseSchema,
  snapshotSchema,
  type Snapshot,
  type SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import {
  proxmoxSnapshotSchemas,
  type ProxmoxInventory,
  type ProxmoxPrivileges,
  type ProxmoxSnapshots,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { z } from 'zod';

/** It is the same machine, or one beside it. */
const TIMEOUT_MS = 10_000;

/** What other families read. */
type Kind = 'inventory' | 'privileges';

/**
 * What the Proxmox backend last read, for other families. It is all there is, whatever the user behind a request may
 * see: whoever shows any of it to a user filters it by that user's permissions of the Proxmox plugin first.
 *
 * @public
 */
export interface ProxmoxSnapshotReader {
  /** One of each cluster, in the order of the configuration. */
  inventories(): Promise<Snapshot<ProxmoxInventory>[]>;
  /** By the cluster's name in the configuration; rejects with a `NotFoundError` for any other. */
  inventory(cluster: string): Promise<Snapshot<ProxmoxInventory>>;
  /** What the portal's tokens may do there, and so whether anything is hidden from it. Rejects as `inventory` does. */
  privileges(cluster: string): Promise<Snapshot<ProxmoxPrivileges>>;
}

/**
 * Asks the Proxmox backend with the plugin's own credentials. Heads, which are small and hold the age and the error, are
 * asked for each time; a body only when its version is not the one remembered. Rejects with a `ResponseError`
 * when the backend refuses.
 *
 * @public
 */
export class DefaultProxmoxSnapshotReader implements ProxmoxSnapshotReader {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  /** By kind and source. */
  readonly #remembered = new Map<string, Snapshot<unknown>>();

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): DefaultProxmoxSnapshotReader {
    return new DefaultProxmoxSnapshotReader(options.auth, options.discovery);
  }

  private constructor(auth: AuthService, discovery: DiscoveryService) {
    this.#auth = auth;
    this.#discovery = discovery;
  }

  async inventories(): Promise<Snapshot<ProxmoxInventory>[]> {
    const heads = await this.#heads('inventory');
    return Promise.all(heads.map(head => this.#complete('inventory', head)));
  }

  inventory(cluster: string) {
    return this.#one('inventory', cluster);
  }

  privileges(cluster: string) {
    return this.#one('privileges', cluster);
  }

  async #one<K extends Kind>(
    kind: K,
    cluster: string,
  ): Promise<Snapshot<ProxmoxSnapshots[K]>> {
    const head = (await this.#heads(kind)).find(h => h.source === cluster);
    if (!head) {
      throw new NotFoundError(
        `The Proxmox plugin knows no cluster ${JSON.stringify(cluster)}`,
      );
    }
    return this.#complete(kind, head);
  }

  async #heads(kind: Kind): Promise<SnapshotHead[]> {
    const response = await this.#get('/v1/heads');
    const { heads } = headsResponseSchema.parse(await response.json());
    return heads[kind] ?? [];
  }

  /** An unchanged version says nothing of age and error, so those are always the head's. */
  async #complete<K extends Kind>(
    kind: K,
    head: SnapshotHead,
  ): Promise<Snapshot<ProxmoxSnapshots[K]>> {
    if (!head.version) return head;
    const key = `${kind}/${head.source}`;
    const known = this.#remembered.get(key) as
      | Snapshot<ProxmoxSnapshots[K]>
      | undefined;
    if (known?.version === head.version) return { ...head, data: known.data };
    const response = await this.#get(
      `/v1/snapshots/${kind}/${encodeURIComponent(head.source)}`,
    );
    const schema = snapshotSchema<z.ZodType>(proxmoxSnapshotSchemas[kind]);
    const snapshot = schema.parse(await response.json()) as Snapshot<
      ProxmoxSnapshots[K]
    >;
    this.#remembered.set(key, snapshot);
    return snapshot;
  }

  async #get(path: string): Promise<Response> {
    const base = await this.#discovery.getBaseUrl('proxmox');
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'proxmox',
    });
    const response = await fetch(`${base}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}
