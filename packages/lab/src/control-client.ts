import { request } from 'node:http';

/** An endpoint by its node, and a path under /api2/json; absent: all of them. */
export interface EndpointTarget {
  node?: string;
  prefix?: string;
}

export interface BreakOptions extends EndpointTarget {
  mode: 'rubbish' | 'invalid-json' | 'reset' | 'hang' | 'drip' | 'status';
  /** For mode status. */
  status?: number;
  reason?: string;
}

export interface GuestOptions {
  status?: 'running' | 'stopped' | 'paused';
  name?: string;
  node?: string;
  /** null removes. */
  tags?: string | null;
  lock?: string | null;
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

  async slowEndpoint(
    options: EndpointTarget & { delayMs: number },
  ): Promise<void> {
    await this.call('POST', '/proxmox/endpoints/slow', options);
  }

  async breakEndpoint(options: BreakOptions): Promise<void> {
    await this.call('POST', '/proxmox/endpoints/break', options);
  }

  async healEndpoint(target: EndpointTarget = {}): Promise<void> {
    await this.call('POST', '/proxmox/endpoints/heal', target);
  }

  rotateCertificate(node: string): Promise<{ fingerprint: string }> {
    return this.call('POST', '/proxmox/certificates/rotate', { node });
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
    active: boolean;
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
