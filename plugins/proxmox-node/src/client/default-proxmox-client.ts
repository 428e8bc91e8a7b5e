import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  DefaultUpstream,
  readPresentedCertificate,
  type EndpointHealth,
  type Upstream,
} from '@reverb256/backstage-plugin-infra-node';
import type { Proxmox } from 'proxmox-api';
import { endpoints, type Endpoint } from '../api/endpoints';
import type { ProxmoxClusterConfig } from '../config/read-proxmox-clusters';
import { ApiEngine } from './api-engine';
import { DefaultProxmoxDetails } from './default-proxmox-details';
import { DefaultProxmoxOperator } from './default-proxmox-operator';
import type { ProxmoxDetails } from './proxmox-details';
import type { ProxmoxOperator } from './proxmox-operator';
import type {
  ProxmoxClient,
  ProxmoxCluster,
  ReadOptions,
} from './proxmox-client';

/** {@inheritDoc ProxmoxClient} @public */
export class DefaultProxmoxClient implements ProxmoxClient {
  readonly cluster: ProxmoxCluster;
  readonly operator?: ProxmoxOperator;
  readonly details: ProxmoxDetails;
  readonly #engine: ApiEngine;
  readonly #upstream: Upstream;

  /** Throws an `InputError` when an endpoint or the CA file cannot be used. Connects to nothing yet. */
  static create(
    cluster: ProxmoxClusterConfig,
    options: { logger: LoggerService },
  ): DefaultProxmoxClient {
    const upstream = DefaultUpstream.create({
      source: cluster.title,
      endpoints: cluster.endpoints,
      caFile: cluster.caFile,
      timeoutSeconds: cluster.timeoutSeconds,
      logger: options.logger,
    });
    return new DefaultProxmoxClient(cluster, upstream);
  }

  private constructor(cluster: ProxmoxClusterConfig, upstream: Upstream) {
    const { token, operate, ...rest } = cluster;
    this.cluster = { ...rest, token: { id: token.id } };
    this.#engine = new ApiEngine({ title: cluster.title, token }, upstream);
    this.details = new DefaultProxmoxDetails(this.#engine);
    // Over the same connections, limit and breakers.
    this.operator =
      operate &&
      new DefaultProxmoxOperator(
        new ApiEngine({ title: cluster.title, token: operate.token }, upstream),
        operate.token.id,
      );
    this.#upstream = upstream;
  }

  version(options?: ReadOptions) {
    return this.#read(endpoints.version, api => api.version.$get(), options);
  }

  clusterStatus(options?: ReadOptions) {
    return this.#read(
      endpoints.clusterStatus,
      api => api.cluster.status.$get(),
      options,
    );
  }

  clusterResources(options?: ReadOptions) {
    return this.#read(
      endpoints.clusterResources,
      api => api.cluster.resources.$get(),
      options,
    );
  }

  nodes(options?: ReadOptions) {
    return this.#read(endpoints.nodes, api => api.nodes.$get(), options);
  }

  nodeVersion(node: string, options?: ReadOptions) {
    return this.#read(
      endpoints.nodeVersion,
      api => api.nodes.$(node).version.$get(),
      options,
    );
  }

  nodeCertificates(node: string, options?: ReadOptions) {
    return this.#read(
      endpoints.nodeCertificates,
      api => api.nodes.$(node).certificates.info.$get(),
      options,
    );
  }

  accessPermissions(options?: ReadOptions) {
    return this.#read(
      endpoints.accessPermissions,
      api => api.access.permissions.$get(),
      options,
    );
  }

  endpoints(): EndpointHealth[] {
    return this.#upstream.endpoints();
  }

  async presentedCertificate(url: string, options?: ReadOptions) {
    if (!this.endpoints().some(endpoint => endpoint.url === url)) {
      throw new InputError(
        `${this.cluster.title} has no endpoint ${url} in the configuration`,
      );
    }
    return readPresentedCertificate(url, {
      timeoutSeconds: this.cluster.timeoutSeconds,
      signal: options?.signal,
    });
  }

  trust(url: string, fingerprint: string | undefined): void {
    this.#upstream.trust(url, fingerprint);
  }

  close(): Promise<void> {
    return this.#upstream.close();
  }

  #read<T>(
    endpoint: Endpoint<T>,
    call: (api: Proxmox.Api) => Promise<unknown>,
    options?: ReadOptions,
  ): Promise<T> {
    return this.#engine.call(endpoint, call, options);
  }
}
