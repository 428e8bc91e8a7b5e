import type {
  EndpointHealth,
  PresentedCertificate,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxDetails } from './proxmox-details';
import type { ProxmoxOperator } from './proxmox-operator';
import type { ProxmoxClusterConfig } from '../config/read-proxmox-clusters';
import type {
  CertificateRow,
  ClusterStatusRow,
  EffectivePermissions,
  NodeRow,
  ProxmoxVersion,
  ResourceRow,
} from '../api/schemas';

/** @public */
export interface ReadOptions {
  /** Gives up; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** What may be told of a configured cluster: all but the secret. @public */
export type ProxmoxCluster = Omit<ProxmoxClusterConfig, 'token' | 'operate'> & {
  token: { id: string };
};

/**
 * The API of one Proxmox VE cluster, over all of its endpoints. Every method rejects with a `SourceFailure` whose
 * message is for people, and with nothing else unless its input is wrong (`InputError`).
 *
 * @public
 */
export interface ProxmoxClient {
  readonly cluster: ProxmoxCluster;
  /** What changes the cluster, with credentials of its own; absent where none are configured. */
  readonly operator?: ProxmoxOperator;
  /** What is read when somebody looks at one thing, with the token that reads. */
  readonly details: ProxmoxDetails;
  /** The version of the node that answers. */
  version(options?: ReadOptions): Promise<ProxmoxVersion>;
  /** Needs `Sys.Audit on /`. */
  clusterStatus(options?: ReadOptions): Promise<ClusterStatusRow[]>;
  /** Nodes, guests, storages and more in one request. Filtered silently by what the token may see: empty is not none. */
  clusterResources(options?: ReadOptions): Promise<ResourceRow[]>;
  /** The members with the fingerprints of their certificates. */
  nodes(options?: ReadOptions): Promise<NodeRow[]>;
  nodeVersion(node: string, options?: ReadOptions): Promise<ProxmoxVersion>;
  /** Every certificate that the node has: of its authority, its own, and its own web server's. */
  nodeCertificates(
    node: string,
    options?: ReadOptions,
  ): Promise<CertificateRow[]>;
  /** What the token itself may do. */
  accessPermissions(options?: ReadOptions): Promise<EffectivePermissions>;
  /** How each endpoint was when last asked. */
  endpoints(): EndpointHealth[];
  /** The certificate that an endpoint of the configuration shows now, whoever signed it. Nothing is sent to it. */
  presentedCertificate(
    url: string,
    options?: ReadOptions,
  ): Promise<PresentedCertificate>;
  /**
   * Trusts an endpoint with another certificate than the configured one, in this process and from now on.
   *
   * @param fingerprint - undefined for the configured one
   */
  trust(url: string, fingerprint: string | undefined): void;
  /** Cuts what is under way. */
  close(): Promise<void>;
}
