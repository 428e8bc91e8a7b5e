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
  proxmoxInventorySchema,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';

/** It is the same machine, or one beside it. */
const TIMEOUT_MS = 10_000;

const inventorySnapshotSchema = snapshotSchema(proxmoxInventorySchema);

type InventorySnapshot = Snapshot<ProxmoxInventory>;

/**
 * What the Proxmox backend last read, for other families. It is all there is, whatever the user behind a request may
 * see: whoever shows any of it to a user filters it by that user's permissions of the Proxmox plugin first.
 *
 * @public
 */
export interface ProxmoxSnapshotReader {
  /** One of each cluster, in the order of the configuration. */
  inventories(): Promise<InventorySnapshot[]>;
  /** By the cluster's name in the configuration; rejects with a `NotFoundError` for any other. */
  inventory(cluster: string): Promise<InventorySnapshot>;
}

/**
 * Asks the Proxmox backend with the plugin's own credentials. Heads, which are small and hold the age and the error, are
 * asked for each time; an inventory only when its version is not the one remembered. Rejects with a `ResponseError`
 * when the backend refuses.
 *
 * @public
 */
export class DefaultProxmoxSnapshotReader implements ProxmoxSnapshotReader {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #remembered = new Map<string, InventorySnapshot>();

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

  async inventories(): Promise<InventorySnapshot[]> {
    const heads = await this.#heads();
    return Promise.all(heads.map(head => this.#complete(head)));
  }

  async inventory(cluster: string): Promise<InventorySnapshot> {
    const head = (await this.#heads()).find(h => h.source === cluster);
    if (!head) {
      throw new NotFoundError(
        `The Proxmox plugin knows no cluster ${JSON.stringify(cluster)}`,
      );
    }
    return this.#complete(head);
  }

  async #heads(): Promise<SnapshotHead[]> {
    const response = await this.#get('/v1/heads');
    const { heads } = headsResponseSchema.parse(await response.json());
    return heads.inventory ?? [];
  }

  /** An unchanged version says nothing of age and error, so those are always the head's. */
  async #complete(head: SnapshotHead): Promise<InventorySnapshot> {
    if (!head.version) return head;
    const known = this.#remembered.get(head.source);
    if (known?.version === head.version) return { ...head, data: known.data };
    const response = await this.#get(
      `/v1/snapshots/inventory/${encodeURIComponent(head.source)}`,
    );
    const snapshot = inventorySnapshotSchema.parse(await response.json());
    this.#remembered.set(head.source, snapshot);
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
