import { createHash } from 'node:crypto';
import type { LabClock } from '../clock.ts';
import { growInventory } from './grow.ts';
import { HaManager } from './ha.ts';
import { createInventory } from './inventory.ts';
import type { GuestConfig, Inventory, NodeConfig } from './model.ts';
import { Pvestatd } from './pvestatd.ts';

/** How a node is gone, as the one that forwards a request to it notices. */
export interface Outage {
  /** Lab seconds. */
  since: number;
}

/** The changes to a guest that the control API makes; undefined leaves as is, null removes. */
export interface GuestChange {
  status?: GuestConfig['status'];
  name?: string;
  tags?: string | null;
  lock?: string | null;
  node?: string;
}

/**
 * The cluster: its configuration, who is in it now, and what its daemons know.
 * Everything here is what the nodes share (pmxcfs); what is one endpoint's own
 * (its certificate, its faults) is in endpoint.ts.
 */
export class Cluster {
  readonly seed: number;
  readonly clock: LabClock;
  readonly birth: number;
  readonly inventory: Inventory;
  readonly pvestatd: Pvestatd;
  readonly ha: HaManager;
  /** The pve-manager release that the nodes run. */
  release = '9.2.3';
  /** Changes when the configuration does. */
  configVersion = 0;
  private readonly outages = new Map<string, Outage>();

  constructor(seed: number, birth: number, clock: LabClock) {
    this.seed = seed;
    this.birth = birth;
    this.clock = clock;
    this.inventory = createInventory(seed, birth);
    const isOnline = (node: string) => this.isOnline(node);
    this.pvestatd = new Pvestatd(seed, clock, this.inventory, isOnline);
    this.ha = new HaManager(this);
  }

  isOnline(node: string): boolean {
    return !this.outages.has(node);
  }

  outage(node: string): Outage | undefined {
    return this.outages.get(node);
  }

  node(name: string): NodeConfig | undefined {
    return this.inventory.nodes.find(candidate => candidate.node === name);
  }

  guest(vmid: number): GuestConfig | undefined {
    return this.inventory.guests.find(candidate => candidate.vmid === vmid);
  }

  onlineNodes(): NodeConfig[] {
    return this.inventory.nodes.filter(({ node }) => this.isOnline(node));
  }

  /** One vote a node, and more than half of them needed. */
  isQuorate(): boolean {
    return this.onlineNodes().length * 2 > this.inventory.nodes.length;
  }

  /** Power is lost: nothing says goodbye. */
  kill(node: string): void {
    if (!this.isOnline(node)) return;
    this.settle();
    this.outages.set(node, { since: this.clock.seconds() });
    this.ha.membershipChanged();
    this.configVersion += 1;
  }

  /** Power is back: the node boots, and starts what ran on it. */
  revive(node: string): void {
    if (this.isOnline(node)) return;
    this.settle();
    this.outages.delete(node);
    const now = this.clock.seconds();
    const config = this.node(node);
    if (config) config.bootedAt = now;
    for (const guest of this.inventory.guests) {
      if (guest.node === node && guest.status !== 'stopped') {
        guest.status = 'running';
        guest.startedAt = now;
      }
    }
    this.ha.membershipChanged();
    this.configVersion += 1;
  }

  setGuest(vmid: number, change: GuestChange): void {
    const guest = this.guest(vmid);
    if (!guest) throw new Error(`There is no guest ${vmid}`);
    if (change.node !== undefined && !this.node(change.node)) {
      throw new Error(`There is no node ${change.node}`);
    }
    // What pvestatd said before stands until its next tick.
    this.settle();
    if (change.status !== undefined && change.status !== guest.status) {
      if (guest.status === 'stopped') guest.startedAt = this.clock.seconds();
      guest.status = change.status;
    }
    if (change.name !== undefined) guest.name = change.name;
    if (change.tags !== undefined) guest.tags = change.tags ?? undefined;
    if (change.lock !== undefined) guest.lock = change.lock ?? undefined;
    if (change.node !== undefined) guest.node = change.node;
    this.configVersion += 1;
  }

  /** On a node, or on all, a storage is there or is not. */
  setStorage(change: {
    storage: string;
    node?: string;
    active: boolean;
  }): void {
    const { storage, active } = change;
    if (!this.inventory.storages.some(known => known.storage === storage)) {
      throw new Error(`There is no storage ${storage}`);
    }
    this.settle();
    for (const { node } of this.inventory.nodes) {
      if (change.node && change.node !== node) continue;
      const key = `${node}/${storage}`;
      if (active) this.pvestatd.inactiveStorages.delete(key);
      else this.pvestatd.inactiveStorages.add(key);
    }
  }

  grow(size: { nodes: number; guests: number }): void {
    growInventory(this.inventory, this.seed, this.birth, size);
    this.configVersion += 1;
    this.pvestatd.forget();
  }

  /** Of a configuration file, against changes that overlap. */
  digest(file: string): string {
    return createHash('sha1').update(`${file} ${this.seed}`).digest('hex');
  }

  /** Lets the daemons do what they had to do until now. */
  settle(): void {
    this.pvestatd.refresh();
    this.ha.refresh();
  }

  reset(): void {
    this.outages.clear();
    this.release = '9.2.3';
    Object.assign(this.inventory, createInventory(this.seed, this.birth));
    this.pvestatd.inactiveStorages.clear();
    this.pvestatd.forget();
    this.ha.reset();
    this.configVersion += 1;
  }
}
