import type { LabClock } from '../clock.ts';
import type { Pve } from '../contract.ts';
import { listenOn } from '../ports.ts';
import { Api } from './api.ts';
import { Authenticator } from './auth.ts';
import {
  createAuthority,
  createCertificate,
  describeCertificate,
  type KeyPair,
} from './certificates.ts';
import { Cluster } from './cluster.ts';
import type { Services } from './context.ts';
import { RequestCounters } from './counters.ts';
import { Endpoint } from './endpoint.ts';
import { FaultTable } from './faults.ts';
import { GENERATIONS } from './generation.ts';
import { MutationJournal } from './mutations.ts';
import { ResourceIndex } from './resources.ts';
import { UserConfig, type ProxmoxSecrets } from './users.ts';

/** What state.json keeps of the cluster. */
export interface ProxmoxState extends ProxmoxSecrets {
  certificates: Record<string, KeyPair>;
  ports: Record<string, number>;
}

export interface ProxmoxOptions {
  seed: number;
  pve: Pve;
  birth: number;
  clock: LabClock;
  state: ProxmoxState;
  /** 0: any free ports. */
  basePort: number;
  /** After a change of what lab.json and state.json say. */
  onChange(): void;
}

const AUTH_DELAY_MS = 3000;

/** A Proxmox VE cluster with an endpoint for each of its three nodes. */
export class Proxmox {
  readonly cluster: Cluster;
  readonly users: UserConfig;
  readonly api: Api;
  readonly faults = new FaultTable();
  readonly counters = new RequestCounters();
  readonly mutations = new MutationJournal();
  readonly authDelay = { ms: AUTH_DELAY_MS };
  private readonly endpoints = new Map<string, Endpoint>();
  private readonly authenticator: Authenticator;
  private readonly options: ProxmoxOptions;
  private readonly original: Record<string, KeyPair> = {};
  /** The cluster's own CA, once something was said of it. */
  private authority: string | undefined;

  constructor(options: ProxmoxOptions) {
    this.options = options;
    const { seed, pve, birth, clock, state } = options;
    this.cluster = new Cluster(seed, birth, clock, GENERATIONS[pve]);
    this.users = new UserConfig(state, clock, this.cluster.inventory, pve);
    this.authenticator = new Authenticator(
      state,
      this.users,
      clock,
      () => this.cluster.release,
    );
    const services: Services = {
      cluster: this.cluster,
      users: this.users,
      authenticator: this.authenticator,
      resources: new ResourceIndex(this.cluster, this.users),
      certificate: node => this.endpoints.get(node)?.certificate,
      authority: () =>
        this.authority === undefined
          ? undefined
          : describeCertificate(this.authority),
    };
    this.api = new Api(services, this.faults);
  }

  async start(): Promise<void> {
    const { state, basePort } = this.options;
    const { nodes } = this.cluster.inventory;
    for (const [index, { node, ip }] of nodes.entries()) {
      state.certificates[node] ??= await createCertificate(node, ip);
      this.original[node] = state.certificates[node];
      const endpoint = new Endpoint(node, state.certificates[node], {
        api: this.api,
        authenticator: this.authenticator,
        faults: this.faults,
        counters: this.counters,
        mutations: this.mutations,
        labTime: () => new Date(this.options.clock.now()).toISOString(),
        authDelay: this.authDelay,
      });
      await listenOn(
        port => endpoint.listen(port),
        basePort && state.ports[node],
        basePort && basePort + index,
      );
      state.ports[node] = endpoint.port;
      this.endpoints.set(node, endpoint);
    }
    this.cluster.settle();
  }

  private endpoint(node: string): Endpoint {
    const endpoint = this.endpoints.get(node);
    if (!endpoint) throw new Error(`${node} has no endpoint`);
    return endpoint;
  }

  async kill(node: string): Promise<void> {
    this.requireNode(node);
    this.cluster.kill(node);
    await this.endpoints.get(node)?.close();
  }

  async revive(node: string): Promise<void> {
    this.requireNode(node);
    const endpoint = this.endpoints.get(node);
    if (endpoint && !endpoint.isListening) await endpoint.listen(endpoint.port);
    this.cluster.revive(node);
  }

  requireNode(node: string): void {
    if (!this.cluster.node(node)) throw new Error(`There is no node ${node}`);
  }

  /** `days`: until it expires; of real days, as certificates are. */
  async rotateCertificate(node: string, days?: number): Promise<string> {
    const endpoint = this.endpoint(node);
    const ip = this.cluster.node(node)?.ip ?? '127.0.0.1';
    this.setCertificate(endpoint, await createCertificate(node, ip, days));
    return endpoint.certificate.fingerprint;
  }

  /** Lists the cluster's CA with every node's certificates. No endpoint's own changes. */
  async setAuthority(days: number): Promise<void> {
    this.authority = await createAuthority(days);
  }

  private setCertificate(endpoint: Endpoint, keyPair: KeyPair): void {
    this.options.state.certificates[endpoint.node] = keyPair;
    endpoint.setCertificate(keyPair);
    this.options.onChange();
  }

  /** As it was at the start of this process, but for the counters. */
  async reset(): Promise<void> {
    this.faults.healAll();
    this.authDelay.ms = AUTH_DELAY_MS;
    this.api.proxyTimes.unreachableMs = 1000;
    this.api.proxyTimes.timeoutMs = 3000;
    this.cluster.reset();
    this.users.reset();
    this.mutations.reset();
    this.authority = undefined;
    for (const [node, endpoint] of this.endpoints) {
      if (!endpoint.isListening) await endpoint.listen(endpoint.port);
      const keyPair = this.original[node];
      if (this.options.state.certificates[node] !== keyPair) {
        this.setCertificate(endpoint, keyPair);
      }
    }
    this.cluster.settle();
  }

  /** The entries of lab.json. */
  describe(): object[] {
    const { users, tokens } = this.users.describe();
    return [...this.endpoints.values()].map(({ node, url, certificate }) => ({
      cluster: this.cluster.inventory.cluster,
      node,
      url,
      fingerprint: certificate.fingerprint,
      users,
      tokens,
    }));
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.endpoints.values()].map(endpoint => endpoint.close()),
    );
  }
}
