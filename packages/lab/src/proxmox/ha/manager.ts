import { hash, hashText } from '../../random.ts';
import { died } from '../errors.ts';
import type { GuestConfig, HaResource } from '../model.ts';
import { Crm } from './crm.ts';
import { Heartbeats } from './heartbeats.ts';
import { Lrm } from './lrm.ts';
import type {
  HaNodeStatus,
  HaParts,
  LrmStatus,
  ResourceChange,
} from './parts.ts';
import type { ServiceStatus } from './services.ts';

/** A round of the CRM, and of an active LRM. */
const ROUND_SECONDS = 10;

/**
 * The HA stack: the rounds in which the CRM and each node's LRM bring services
 * to the state that is asked for, and what they wrote about it. It does not
 * fence, recover or move services.
 */
export class HaManager {
  private readonly parts: HaParts;
  private readonly crm: Crm;
  private readonly lrms = new Map<string, Lrm>();
  private readonly planned = new Set<string>();
  private readonly heartbeats: Heartbeats;

  constructor(parts: HaParts) {
    this.parts = parts;
    this.heartbeats = new Heartbeats({
      timeline: parts.timeline,
      nodes: () => parts.inventory.nodes,
      isOnline: parts.isOnline,
      isQuorate: parts.isQuorate,
    });
    this.crm = new Crm({
      resources: () => parts.inventory.ha,
      isOnline: sid => parts.isOnline(this.guestOf(sid)?.node ?? ''),
      isRunning: sid => this.isRunning(sid),
      result: (sid, uid) =>
        this.lrms.get(this.guestOf(sid)?.node ?? '')?.result(uid),
    });
    this.crm.settleAll();
  }

  reset(): void {
    this.heartbeats.reset();
    this.lrms.clear();
    this.planned.clear();
    this.crm.settleAll();
  }

  /** Changes when what it says of services does. */
  get version(): number {
    return this.crm.version;
  }

  resource(sid: string): HaResource | undefined {
    return this.parts.inventory.ha.find(candidate => candidate.sid === sid);
  }

  private guestOf(sid: string): GuestConfig | undefined {
    const resource = this.resource(sid);
    return resource && this.parts.guest(resource.vmid);
  }

  private isRunning(sid: string): boolean {
    const guest = this.guestOf(sid);
    return guest !== undefined && guest.status !== 'stopped';
  }

  membershipChanged(): void {
    this.heartbeats.membershipChanged();
    for (const [node, lrm] of this.lrms) {
      if (!this.parts.isOnline(node)) lrm.die();
    }
    this.wake();
  }

  refresh(): void {
    this.heartbeats.refresh();
  }

  /** Something may be to do: the daemons' next rounds are held, until all is quiet again. */
  wake(): void {
    const nodes = this.parts.inventory.ha.map(({ sid }) => this.guestOf(sid));
    this.plan('crm', () => this.manage());
    for (const node of new Set(nodes.map(guest => guest?.node))) {
      if (node) this.plan(node, () => this.manageLocal(node));
    }
  }

  private plan(daemon: string, round: () => void): void {
    if (this.planned.has(daemon)) return;
    this.planned.add(daemon);
    const { seed, timeline } = this.parts;
    const phase = ROUND_SECONDS * hash(seed, hashText(daemon), 41);
    const rounds = Math.floor((timeline.now() - phase) / ROUND_SECONDS) + 1;
    timeline.at(rounds * ROUND_SECONDS + phase, () => {
      this.planned.delete(daemon);
      round();
      if (this.isBusy()) this.wake();
    });
  }

  private manage(): void {
    this.refresh();
    const isActive = this.parts.isOnline(this.heartbeats.master);
    if (isActive && this.parts.isQuorate()) this.crm.manage();
  }

  private manageLocal(node: string): void {
    if (!this.parts.isQuorate() || !this.parts.isOnline(node)) return;
    let lrm = this.lrms.get(node);
    if (!lrm) {
      const { timeline, tasks, power, guest } = this.parts;
      lrm = new Lrm(node, { timeline, tasks, power, guest });
      this.lrms.set(node, lrm);
    }
    lrm.manage(
      this.parts.inventory.ha.flatMap(resource => {
        const status = this.crm.services.get(resource.sid);
        const isHere = this.guestOf(resource.sid)?.node === node;
        return status && isHere ? [{ resource, status }] : [];
      }),
    );
  }

  private isBusy(): boolean {
    return (
      this.crm.isBusy() || [...this.lrms.values()].some(lrm => lrm.isBusy())
    );
  }

  /** HA/Config.pm vm_is_ha_managed. */
  isManaged(vmid: number): boolean {
    return this.parts.inventory.ha.some(
      resource => resource.vmid === vmid && resource.state !== 'ignored',
    );
  }

  private checkDomain(errorPrefix = ''): void {
    if (!this.parts.isQuorate()) {
      throw died(`${errorPrefix}cfs-lock 'domain-ha' error: no quorum!`);
    }
  }

  /** API2/HA/Resources.pm check_service_state. */
  private checkState(sid: string, wanted?: string): void {
    if (this.crm.services.get(sid)?.state !== 'error') return;
    if (wanted === 'disabled') return;
    throw died(
      `service '${sid}' in error state, must be disabled and fixed first`,
    );
  }

  /** PUT /cluster/ha/resources/{sid}, and `ha-manager set`; `check` is done under the lock. */
  set(sid: string, change: ResourceChange, check?: () => void): void {
    const resource = this.resource(sid);
    if (resource?.state !== 'ignored') this.checkState(sid, change.state);
    this.checkDomain('update resources config failed: ');
    check?.();
    if (!resource) {
      throw died(`update resources config failed: no such resource '${sid}'`);
    }
    Object.assign(resource, change);
    this.wake();
  }

  /** `ha-manager crm-command stop`: the CRM looks at it in its next round. */
  queueStop(sid: string, timeout: number): void {
    if (!this.isManaged(this.resource(sid)?.vmid ?? 0)) {
      throw died(`resource '${sid}' is not HA managed`);
    }
    this.checkState(sid);
    this.checkDomain();
    this.crm.queueStop(sid, timeout);
    this.wake();
  }

  /** For tests: as after a stop or a start that failed. */
  breakService(sid: string): void {
    if (!this.crm.services.has(sid)) throw new Error(`There is no ${sid}`);
    this.crm.change(sid, 'error');
  }

  masterNode(): string {
    return this.heartbeats.master;
  }

  masterTimestamp(): number {
    return this.heartbeats.lastWrite(this.heartbeats.master);
  }

  nodeStatus(node: string): HaNodeStatus {
    return this.parts.isOnline(node) ? 'online' : 'unknown';
  }

  service(
    resource: HaResource,
  ): (ServiceStatus & { node: string }) | undefined {
    const status = this.crm.services.get(resource.sid);
    const guest = this.parts.guest(resource.vmid);
    return status && guest && { ...status, node: guest.node };
  }

  lrm(node: string): LrmStatus {
    const active = this.parts.inventory.ha.some(
      resource => this.service(resource)?.node === node,
    );
    return {
      mode: 'active',
      state: active ? 'active' : 'wait_for_agent_lock',
      timestamp: this.heartbeats.lastWrite(node),
    };
  }

  /** What /cluster/resources and the guest's status show, by guest. */
  stateOf(vmid: number): string | undefined {
    const resource = this.parts.inventory.ha.find(
      candidate => candidate.vmid === vmid,
    );
    if (!resource) return undefined;
    return this.service(resource)?.state ?? resource.state;
  }
}
