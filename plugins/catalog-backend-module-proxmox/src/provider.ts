import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { ProxmoxSnapshotReader } from '@reverb256/backstage-plugin-proxmox-node';
import { entitiesOf } from './entities';
import { isPartial, Reconciliation, seesAllAt } from './reconcile';
import type { ProviderSettings } from './settings';

/**
 * How often the whole is told and not only what changed, in seconds: several replicas take turns, and each knows only what
 * it told itself. The catalog compares it, and changes nothing where nothing differs.
 */
const WHOLE_EVERY_SECONDS = 3600;

export interface ProxmoxEntityProviderOptions {
  cluster: { name: string; title: string; entityRef?: string };
  reader: ProxmoxSnapshotReader;
  settings: ProviderSettings;
  logger: LoggerService;
  clock?: () => Date;
}

/** The nodes and guests of one cluster. Each has its own, so that one cluster's trouble takes nothing from another. */
export class ProxmoxEntityProvider implements EntityProvider {
  readonly #options: ProxmoxEntityProviderOptions;
  readonly #clock: () => Date;
  readonly #known = new Reconciliation();
  #connection: EntityProviderConnection | undefined;
  /** From when on the whole is due, in ms: told as soon as it is sure that nothing is hidden. */
  #wholeDue: number | undefined;
  #wasPartial = false;

  constructor(options: ProxmoxEntityProviderOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  getProviderName(): string {
    return `proxmox:${this.#options.cluster.name}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Brings the catalog up to date with what was read last. Tells it nothing where nothing changed. */
  async refresh(): Promise<void> {
    const { cluster, reader, settings, logger } = this.#options;
    const connection = this.#connection;
    if (!connection) {
      throw new Error(`${this.getProviderName()} is not connected yet`);
    }
    const inventory = await reader.inventory(cluster.name);
    const { data, collectedAt } = inventory;
    if (!data || !collectedAt) return;
    const readAt = Date.parse(collectedAt);
    this.#wholeDue ??= readAt;

    const partial = isPartial(inventory);
    if (partial !== this.#wasPartial) {
      logger.info(
        partial
          ? `Cluster ${cluster.name} was read in part: entities are added and changed, and none is removed`
          : `Cluster ${cluster.name} is read as a whole again`,
      );
      this.#wasPartial = partial;
    }
    const sureAt = partial
      ? undefined
      : seesAllAt(await reader.privileges(cluster.name));

    const desired = entitiesOf(data, cluster, settings);
    const delta = this.#known.delta(desired, readAt, sureAt);
    const locationKey = this.getProviderName();
    const deferred = (entity: Entity) => ({ entity, locationKey });
    // Not while anything is only missing: it may be there, and then must stay; or another replica may have removed it since
    // this one last looked, and then must not come back.
    if (sureAt !== undefined && sureAt > this.#wholeDue && delta.unsure === 0) {
      // Also takes away what was removed while nobody looked.
      await connection.applyMutation({
        type: 'full',
        entities: [...desired.values()].map(deferred),
      });
      this.#known.applied(desired, delta);
      this.#wholeDue = this.#clock().getTime() + WHOLE_EVERY_SECONDS * 1000;
      logger.info(
        `Told the catalog all of cluster ${cluster.name}: ${desired.size} entities, ${delta.removed.length} removed`,
      );
      return;
    }
    if (delta.added.length === 0 && delta.removed.length === 0) return;
    await connection.applyMutation({
      type: 'delta',
      added: delta.added.map(deferred),
      removed: delta.removed.map(entityRef => ({ entityRef, locationKey })),
    });
    this.#known.applied(desired, delta);
    logger.info(
      `Told the catalog what changed in cluster ${cluster.name}: ${delta.added.length} added or changed, ${delta.removed.length} removed`,
    );
  }
}
