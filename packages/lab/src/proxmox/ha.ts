import type { Cluster } from './cluster.ts';
import type { HaResource } from './model.ts';

/** pve-ha-manager HA/NodeStatus.pm. */
export type HaNodeStatus =
  | 'online'
  | 'maintenance'
  | 'unknown'
  | 'fence'
  | 'gone';

export interface HaService {
  node: string;
  state: string;
  running?: 1;
  uid: string;
}

export interface LrmStatus {
  mode: string;
  state: string;
  timestamp: number;
}

/** The daemons write their status about this often. */
const WRITE_SECONDS = 5;
/** A master that is gone loses its lock after this long (HA/Config.pm, cfs lock). */
const MASTER_LOCK_SECONDS = 120;

/**
 * The HA stack as far as reading goes: who is master, what the managers last
 * wrote and when. A daemon that is gone, or has no quorum, leaves its last
 * timestamp behind. It does not fence or recover: `refresh` is where that goes.
 */
export class HaManager {
  private readonly cluster: Cluster;
  private master = 'nexus';
  /** When a node stopped writing, by node. */
  private readonly silentSince = new Map<string, number>();

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  reset(): void {
    this.master = 'nexus';
    this.silentSince.clear();
  }

  /** A node writes only while it is up and its partition has quorum. */
  membershipChanged(): void {
    const now = this.cluster.clock.seconds();
    const quorate = this.cluster.isQuorate();
    for (const { node } of this.cluster.inventory.nodes) {
      if (quorate && this.cluster.isOnline(node)) this.silentSince.delete(node);
      else if (!this.silentSince.has(node)) this.silentSince.set(node, now);
    }
  }

  refresh(): void {
    const silent = this.silentSince.get(this.master);
    const now = this.cluster.clock.seconds();
    if (silent === undefined || now - silent < MASTER_LOCK_SECONDS) return;
    if (!this.cluster.isQuorate()) return;
    const next = this.cluster.onlineNodes()[0];
    if (next) this.master = next.node;
  }

  private lastWrite(node: string): number {
    const now = this.silentSince.get(node) ?? this.cluster.clock.seconds();
    return now - (now % WRITE_SECONDS);
  }

  masterNode(): string {
    return this.master;
  }

  masterTimestamp(): number {
    return this.lastWrite(this.master);
  }

  nodeStatus(node: string): HaNodeStatus {
    return this.cluster.isOnline(node) ? 'online' : 'unknown';
  }

  service(resource: HaResource): HaService | undefined {
    const guest = this.cluster.guest(resource.vmid);
    if (!guest || resource.state === 'ignored') return undefined;
    const started = resource.state === 'started';
    return {
      node: guest.node,
      state: started ? 'started' : 'stopped',
      ...(started && guest.status === 'running' && { running: 1 as const }),
      uid: Buffer.from(`${resource.sid}/${guest.node}`)
        .toString('base64')
        .slice(0, 22),
    };
  }

  lrm(node: string): LrmStatus {
    const active = this.cluster.inventory.ha.some(
      resource => this.service(resource)?.node === node,
    );
    return {
      mode: 'active',
      state: active ? 'active' : 'wait_for_agent_lock',
      timestamp: this.lastWrite(node),
    };
  }

  /** What /cluster/resources and the guest's status show, by guest. */
  stateOf(vmid: number): string | undefined {
    const resource = this.cluster.inventory.ha.find(
      candidate => candidate.vmid === vmid,
    );
    if (!resource) return undefined;
    return this.service(resource)?.state ?? resource.state;
  }
}
