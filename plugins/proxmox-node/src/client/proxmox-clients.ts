import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import { readProxmoxClusters } from '../config/read-proxmox-clusters';
import { DefaultProxmoxClient } from './default-proxmox-client';
import type { ProxmoxClient } from './proxmox-client';

/** The clients of all configured clusters. @public */
export interface ProxmoxClients {
  /** In the order of the configuration. */
  list(): ProxmoxClient[];
  /** By the cluster's name in the configuration; throws a `NotFoundError` for any other. */
  get(name: string): ProxmoxClient;
}

/** {@inheritDoc ProxmoxClients} @public */
export class DefaultProxmoxClients implements ProxmoxClients {
  readonly #clients: Map<string, ProxmoxClient>;

  /** Throws an `InputError` for a configuration that cannot be used. */
  static fromConfig(
    config: Config,
    options: { logger: LoggerService },
  ): DefaultProxmoxClients {
    return new DefaultProxmoxClients(
      readProxmoxClusters(config).map(cluster =>
        DefaultProxmoxClient.create(cluster, {
          logger: options.logger.child({ cluster: cluster.name }),
        }),
      ),
    );
  }

  private constructor(clients: ProxmoxClient[]) {
    this.#clients = new Map(clients.map(c => [c.cluster.name, c]));
  }

  list(): ProxmoxClient[] {
    return [...this.#clients.values()];
  }

  get(name: string): ProxmoxClient {
    const client = this.#clients.get(name);
    if (!client) {
      throw new NotFoundError(
        `There is no Proxmox cluster ${JSON.stringify(
          name,
        )} in proxmox.clusters of the configuration`,
      );
    }
    return client;
  }

  /** Cuts what is under way and lets go of every connection. */
  async close(): Promise<void> {
    await Promise.all(this.list().map(client => client.close()));
  }
}
