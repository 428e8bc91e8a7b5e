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
  /** The cluster's CA, where something was said of it. */
  authority(): CertificateInfo | undefined;
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

/** A boolean parameter: forms have 1 and 0, JSON may have true and false. */
export function isTrue(value: unknown): boolean {
  return value === '1' || value === 1 || value === true;
}

/** `data` beside the number of rows that there are (RPCEnvironment.pm set_result_attrib). */
export class WithTotal {
  readonly data: unknown;
  readonly total: number;

  constructor(data: unknown, total: number) {
    this.data = data;
    this.total = total;
  }
}

/** A body that is sent as it is. */
export class PreparedBody {
  readonly json: Buffer;
  /** Filled by the server when somebody first wants it compressed. */
  gzip?: Buffer;

  constructor(json: Buffer) {
    this.json = json;
  }
}
