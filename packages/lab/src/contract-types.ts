/** A value as the official schema describes it, without its prose. */
export interface Shape {
  type?: string;
  optional?: true;
  enum?: string[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  default?: string | number;
  requires?: string;
  properties?: Record<string, Shape>;
  items?: Shape;
  /** Of an object whose keys are data (paths, node names): what each holds. */
  additionalProperties?: Shape;
}

/** `user: all` is anybody signed in, `world` anybody; a check is Proxmox's own expression. */
export interface EndpointPermissions {
  user?: string;
  check?: PermissionCheck;
}

export type PermissionCheck = [string, ...unknown[]];

export interface Endpoint {
  method: string;
  path: string;
  /** API tokens may call it. */
  allowToken: boolean;
  /** The request parameter that names the node that has to answer. */
  proxyTo?: string;
  /** Absent: root@pam alone. */
  permissions?: EndpointPermissions;
  parameters: Record<string, Shape>;
  returns: Shape;
}

export interface Contract {
  version: string;
  endpoints: Endpoint[];
}
