import { request } from 'node:http';
import type {
  BreakOptions,
  EndpointTarget,
  FaultTarget,
  Grant,
  GuestOptions,
  HaRule,
  Mutation,
  RequestCounts,
  TaskDisturbance,
} from './control-types.ts';

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

  /** As somebody types `ha-manager crm-command node-maintenance enable` or `disable` on a node. */
  async setMaintenance(node: string, enabled: boolean): Promise<void> {
    await this.call('POST', '/proxmox/nodes/maintenance', { node, enabled });
  }

  /** Replaces the rules; only as version 9 there are any. */
  async setHaRules(rules: HaRule[]): Promise<void> {
    await this.call('POST', '/proxmox/ha/rules', { rules });
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

  /** What SMART says of a disk: health is PASSED, FAILED! or UNKNOWN, wearout the percent that is left. */
  async setDisk(options: {
    node: string;
    devpath: string;
    health?: string;
    wearout?: number;
  }): Promise<void> {
    await this.call('POST', '/proxmox/disks/set', options);
  }

  async setService(options: {
    node: string;
    service: string;
    state: 'running' | 'stopped' | 'failed';
  }): Promise<void> {
    await this.call('POST', '/proxmox/services/set', options);
  }

  /** How many packages of a node wait for an update. */
  async setUpdates(node: string, count: number): Promise<void> {
    await this.call('POST', '/proxmox/updates/set', { node, count });
  }

  async setSubscription(
    node: string,
    status: 'active' | 'notfound' | 'expired' | 'invalid',
  ): Promise<void> {
    await this.call('POST', '/proxmox/subscriptions/set', { node, status });
  }

  /** The job's runs fail from now on with an error, or succeed (null). */
  async setReplication(id: string, error: string | null): Promise<void> {
    await this.call('POST', '/proxmox/replication/set', { id, error });
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
