import { request } from 'node:http';

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

interface Grant {
  privileges: string[];
  path?: string;
  propagate?: boolean;
}

/** The control API of a lab, one method a call. GET / of its URL describes them. */
export class ControlClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  now(): Promise<{ now: string }> {
    return this.call('GET', '/clock');
  }

  advance(seconds: number): Promise<{ now: string }> {
    return this.call('POST', '/clock/advance', { seconds });
  }

  async reset(): Promise<void> {
    await this.call('POST', '/reset');
  }

  async killNode(node: string): Promise<void> {
    await this.call('POST', '/proxmox/nodes/kill', { node });
  }

  async reviveNode(node: string): Promise<void> {
    await this.call('POST', '/proxmox/nodes/revive', { node });
  }

  /** Before anything is done (delayMs), or between doing and answering (holdMs). */
  async slowEndpoint(
    options: FaultTarget & { delayMs?: number; holdMs?: number },
  ): Promise<void> {
    await this.call('POST', '/proxmox/endpoints/slow', options);
  }

  async breakEndpoint(options: BreakOptions): Promise<void> {
    await this.call('POST', '/proxmox/endpoints/break', options);
  }

  async healEndpoint(target: EndpointTarget = {}): Promise<void> {
    await this.call('POST', '/proxmox/endpoints/heal', target);
  }

  /** `days` until it expires (730); 0 and less: it has expired. */
  rotateCertificate(
    node: string,
    days?: number,
  ): Promise<{ fingerprint: string }> {
    return this.call('POST', '/proxmox/certificates/rotate', { node, days });
  }

  /** The cluster's CA is listed with every node's certificates; nothing that is presented changes. */
  async setAuthority(days: number): Promise<void> {
    await this.call('POST', '/proxmox/certificates/authority', { days });
  }

  async disturbTasks(disturbance: TaskDisturbance): Promise<void> {
    await this.call('POST', '/proxmox/tasks/disturb', disturbance);
  }

  async leaveTasks(): Promise<void> {
    await this.call('POST', '/proxmox/tasks/leave');
  }

  async breakService(sid: string): Promise<void> {
    await this.call('POST', '/proxmox/ha/break', { sid });
  }

  /** Also those whose answer was lost; in the order in which they came. */
  async mutations(): Promise<Mutation[]> {
    const { mutations } = await this.call<{ mutations: Mutation[] }>(
      'GET',
      '/proxmox/mutations',
    );
    return mutations;
  }

  async revokeToken(id: string): Promise<void> {
    await this.call('POST', '/proxmox/tokens/revoke', { id });
  }

  restoreToken(id: string): Promise<{ id: string; secret: string }> {
    return this.call('POST', '/proxmox/tokens/restore', { id });
  }

  async expireToken(id: string): Promise<void> {
    await this.call('POST', '/proxmox/tokens/expire', { id });
  }

  addToken(
    options: { id: string; privsep?: boolean } & Partial<Grant>,
  ): Promise<{ id: string; secret: string }> {
    return this.call('POST', '/proxmox/tokens/add', options);
  }

  /** Replaces what was granted to a token, or to a user. */
  async setPrivileges(id: string, grant: Grant): Promise<void> {
    await this.call('POST', '/proxmox/tokens/privileges', { id, ...grant });
  }

  async enableUser(name: string, enable: boolean): Promise<void> {
    await this.call('POST', '/proxmox/users/enable', { name, enable });
  }

  async setGuest(vmid: number, options: GuestOptions): Promise<void> {
    await this.call('POST', '/proxmox/guests/set', { vmid, ...options });
  }

  async setStorage(options: {
    storage: string;
    node?: string;
    active?: boolean;
    /** Fraction, 0 to 1. */
    used?: number;
  }): Promise<void> {
    await this.call('POST', '/proxmox/storages/set', options);
  }

  async grow(size: { nodes: number; guests: number }): Promise<void> {
    await this.call('POST', '/proxmox/grow', size);
  }

  async setRelease(release: string): Promise<void> {
    await this.call('POST', '/proxmox/release', { release });
  }

  async setTimes(times: {
    authDelayMs?: number;
    unreachableMs?: number;
    proxyTimeoutMs?: number;
  }): Promise<void> {
    await this.call('POST', '/proxmox/times', times);
  }

  requests(): Promise<RequestCounts> {
    return this.call('GET', '/proxmox/requests');
  }

  async resetRequests(): Promise<void> {
    await this.call('POST', '/proxmox/requests/reset');
  }

  // Not fetch: it keeps connections, and with them a test's process.
  private call<T>(method: string, path: string, input?: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      const body = input === undefined ? '' : JSON.stringify(input);
      const call = request(
        `${this.url}${path}`,
        {
          method,
          agent: false,
          headers: { 'Content-Length': Buffer.byteLength(body) },
        },
        response => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('error', reject);
          response.on('end', () => {
            const answer = JSON.parse(text) as T & { error?: string };
            if (response.statusCode === 200) resolve(answer);
            else reject(new Error(`${method} ${path}: ${answer.error}`));
          });
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }
}
