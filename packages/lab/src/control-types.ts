/** An endpoint by its node, and a path under /api2/json; absent: all of them. */
export interface EndpointTarget {
  node?: string;
  prefix?: string;
}

/** Which requests: all to the target, or those of a method, or only so many. */
export interface FaultTarget extends EndpointTarget {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  times?: number;
}

export interface BreakOptions extends FaultTarget {
  /** `lost-request` is read and not processed, `lost-answer` is processed; both end in a cut connection. */
  mode:
    | 'rubbish'
    | 'invalid-json'
    | 'reset'
    | 'hang'
    | 'drip'
    | 'status'
    | 'lost-request'
    | 'lost-answer';
  /** For mode status. */
  status?: number;
  reason?: string;
  /** For the lost ones: real milliseconds until the connection is cut. */
  holdMs?: number;
}

export interface TaskDisturbance {
  mode: 'fail' | 'hang' | 'vanish' | 'warn';
  /** The exit status of fail, the warning of warn. */
  status?: string;
  /** Of which tasks: qmstart, hastop, …; a guest's number; a node. Absent: any. */
  type?: string;
  id?: string;
  node?: string;
  times?: number;
  /** Lab seconds into the task (1). */
  after?: number;
}

/** A request that may change something, and that was read to its end. */
export interface Mutation {
  /** Lab time. */
  at: string;
  /** The endpoint that it came to. */
  node: string;
  method: string;
  /** Without /api2/json. */
  path: string;
  parameters: Record<string, unknown>;
  /** A user, or a token as `user!name`. */
  user: string;
  processed: boolean;
  status?: number;
  upid?: string;
  answered: boolean;
}

export interface GuestOptions {
  status?: 'running' | 'stopped' | 'paused';
  name?: string;
  node?: string;
  /** null removes. */
  tags?: string | null;
  lock?: string | null;
  /** Seconds; null is as the seed has it. */
  bootSeconds?: number | null;
  shutdownSeconds?: number | null;
  ignoresShutdown?: boolean;
  /** Whether the guest agent runs, where one is configured. */
  agent?: boolean;
}

export interface RequestCounts {
  total: number;
  requests: {
    node: string;
    method: string;
    /** Without /api2/json. */
    path: string;
    count: number;
    bytes: number;
  }[];
}

export interface Grant {
  privileges: string[];
  path?: string;
  propagate?: boolean;
}

/** As GET /cluster/ha/rules shows it, with lists where that has text. */
export interface HaRule {
  rule: string;
  type: 'node-affinity' | 'resource-affinity';
  /** `vm:100` or `ct:200`. */
  resources: string[];
  /** `node` or `node:priority`. */
  nodes?: string[];
  strict?: boolean;
  affinity?: 'positive' | 'negative';
  disable?: boolean;
  comment?: string;
}
