import type { CertificateInfo } from './certificates.ts';
import type { Authenticator } from './auth.ts';
import type { Cluster } from './cluster.ts';
import type { ResourceIndex } from './resources.ts';
import type { UserConfig } from './users.ts';

/** What the methods of all nodes work on. */
export interface Services {
  cluster: Cluster;
  users: UserConfig;
  authenticator: Authenticator;
  resources: ResourceIndex;
  /** Of a node's endpoint; nodes that were grown have none. */
  certificate(node: string): CertificateInfo | undefined;
}

/** One call of a method, at the node that answers it. */
export interface Context extends Services {
  local: string;
  userid: string;
  parameters: Record<string, string>;
}

/** `data`, or the whole body where it is kept ready. */
export type Handler = (context: Context) => unknown;

export type Routes = Record<string, Handler>;

/** A body that is sent as it is. */
export class PreparedBody {
  readonly json: Buffer;
  /** Filled by the server when somebody first wants it compressed. */
  gzip?: Buffer;

  constructor(json: Buffer) {
    this.json = json;
  }
}
