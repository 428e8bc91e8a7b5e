import { hash, hashText } from '../../random.ts';
import type { GuestConfig, HaResource } from '../model.ts';
import { Affinity } from './affinity.ts';
import { Crm } from './crm.ts';
import { Heartbeats } from './heartbeats.ts';
import { Lrm } from './lrm.ts';
import type { HaNodeStatus, HaParts, LrmStatus, Motion } from './parts.ts';
import { HaRequests } from './requests.ts';
import { placesOf } from './selection.ts';
import type { ServiceStatus } from './services.ts';

/** A round of the CRM, and of an active LRM. */
const ROUND_SECONDS = 10;

/**
 * The HA stack: the rounds in which the CRM and each node's LRM bring services
 * to the state and the node that are asked for, and what they wrote about it.
 * It does not fence or recover services.
 */
export class HaManager {
  readonly requests: HaRequests;
  private readonly parts: HaParts;
  private readonly crm: Crm;
  private readonly lrms = new Map<string, Lrm>();
  private readonly planned = new Set<string>();
  private readonly heartbeats: Heartbeats;
  private readonly affinity: Affinity;

  constructor(parts: HaParts) {
    this.parts = parts;
    this.heartbeats = new Heartbeats({
      timeline: parts.timeline,
      nodes: () => parts.inventory.nodes,
      isOnline: parts.isOnline,
      isQuorate: parts.isQuorate,
    });
    this.affinity = new Affinity(parts.inventory);
    this.crm = new Crm({
      resources: () => parts.inventory.ha,
      nodes: () => parts.inventory.nodes.map(({ node }) => node),
      isOnline: parts.isOnline,
      nodeOf: sid => this.guestOf(sid)?.node,
      isRunning: sid => this.isRunning(sid),
      result: uid => {
        for (const lrm of this.lrms.values()) {
          const result = lrm.result(uid);
          if (result !== undefined) return result;
        }
        return undefined;
      },
      lrmMode: node => this.lrms.get(node)?.mode ?? 'active',
      affinity: this.affinity,
    });
    this.requests = new HaRequests({
      crm: this.crm,
      isQuorate: parts.isQuorate,
      resource: sid => this.resource(sid),
      isManaged: vmid => this.isManaged(vmid),
      motionOf: sid => this.motionOf(sid),
      wake: () => this.wake(),
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
    const nodes = [...this.crm.services.values()].map(({ node }) => node);
    this.plan('crm', () => this.manage());
    for (const { node } of this.parts.inventory.nodes) {
      const isMaintained = this.lrms.get(node)?.mode === 'maintenance';
      const isToChange = this.crm.nodes.isRequested(node) !== isMaintained;
      if (!isToChange && !nodes.includes(node)) continue;
      this.plan(node, () => this.manageLocal(node));
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
      const { timeline, tasks, power, migration, guest } = this.parts;
      lrm = new Lrm(node, { timeline, tasks, power, migration, guest });
      this.lrms.set(node, lrm);
    }
    lrm.manage(
      this.parts.inventory.ha.flatMap(resource => {
        const status = this.crm.services.get(resource.sid);
        return status?.node === node ? [{ resource, status }] : [];
      }),
      this.crm.nodes.isRequested(node),
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

  /** HA/Config.pm get_resource_motion_info. */
  motionOf(sid: string): Motion {
    const { together, separate } = this.affinity.companions(sid);
    const { services } = this.crm;
    const blocking: Motion['blocking'] = {};
    for (const { node } of this.parts.inventory.nodes) {
      if (this.nodeStatus(node) !== 'online') continue;
      const there = separate.filter(other =>
        placesOf(services.get(other)).includes(node),
      );
      if (there.length === 0) continue;
      blocking[node] = there.map(other => ({
        sid: other,
        cause: 'resource-affinity',
      }));
    }
    return {
      dependent: together.filter(other => services.has(other)),
      blocking,
    };
  }

  /** Somebody moved its configuration behind the manager's back, and told it so. */
  movedByHand(vmid: number): void {
    const sid = this.parts.inventory.ha.find(
      resource => resource.vmid === vmid,
    )?.sid;
    const service = sid ? this.crm.services.get(sid) : undefined;
    const node = this.parts.guest(vmid)?.node;
    if (service && node) service.node = node;
  }

  masterNode(): string {
    return this.heartbeats.master;
  }

  masterTimestamp(): number {
    return this.heartbeats.lastWrite(this.heartbeats.master);
  }

  nodeStatus(node: string): HaNodeStatus {
    return this.crm.nodes.state(node);
  }

  service({ sid }: HaResource): ServiceStatus | undefined {
    return this.crm.services.get(sid);
  }

  lrm(node: string): LrmStatus {
    const active = this.parts.inventory.ha.some(
      resource => this.service(resource)?.node === node,
    );
    const lrm = this.lrms.get(node);
    const idle = active ? 'active' : 'wait_for_agent_lock';
    return {
      mode: lrm?.mode ?? 'active',
      state: lrm?.isMaintained ? 'maintenance' : idle,
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
