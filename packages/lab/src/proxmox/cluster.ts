import { createHash } from 'node:crypto';
import type { LabClock } from '../clock.ts';
import {
  changeGuest,
  changeStorage,
  type GuestChange,
  type StorageChange,
} from './changes.ts';
import { Downtimes, type Downtime } from './downtimes.ts';
import type { Generation } from './generation.ts';
import { growInventory } from './grow.ts';
import { addGroups } from './ha/groups.ts';
import { HA_RULES, type HaRule } from './ha-rules.ts';
import { HaManager } from './ha/manager.ts';
import { HostState } from './hosts/host-state.ts';
import { createInventory } from './inventory.ts';
import type { GuestConfig, Inventory, NodeConfig } from './model.ts';
import { Migration } from './migration/migration.ts';
import { Machines } from './power/machines.ts';
import { Power } from './power/power.ts';
import { Suspend } from './power/suspend.ts';
import { Pvestatd, TICK_SECONDS } from './pvestatd.ts';
import { Snapshots } from './snapshots.ts';
import { Snapshotting } from './snapshotting/snapshotting.ts';
import { Tasks } from './tasks/tasks.ts';
import { Timeline } from './timeline.ts';

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
  readonly timeline: Timeline;
  readonly pvestatd: Pvestatd;
  readonly tasks: Tasks;
  readonly machines: Machines;
  readonly ha: HaManager;
  readonly power: Power;
  readonly suspend: Suspend;
  readonly migration: Migration;
  readonly snapshotting: Snapshotting;
  /** What the nodes are by default. */
  readonly generation: Generation;
  /** The pve-manager release that they run. */
  release: string;
  /** Changes when the configuration does. */
  configVersion = 0;
  readonly downtimes = new Downtimes();
  readonly snapshots: Snapshots;
  /** What was said of disks, services, packages and subscriptions of nodes. */
  readonly hosts = new HostState();

  constructor(
    seed: number,
    birth: number,
    clock: LabClock,
    generation: Generation,
  ) {
    this.seed = seed;
    this.generation = generation;
    this.release = generation.release;
    this.birth = birth;
    this.clock = clock;
    this.snapshots = new Snapshots(seed, birth);
    this.inventory = this.createInventory();
    const { inventory } = this;
    const isOnline = (node: string) => this.isOnline(node);
    this.timeline = new Timeline(clock);
    const { timeline } = this;
    this.pvestatd = new Pvestatd(seed, birth, clock, inventory, isOnline);
    this.tasks = new Tasks(
      timeline,
      seed,
      node => this.lastBoot(node, timeline.now()) ?? birth,
    );
    this.machines = new Machines({
      timeline,
      seed,
      inventory,
      isOnline,
      onChange: () => {
        this.configVersion += 1;
        this.ha.wake();
      },
    });
    const { tasks, machines } = this;
    const isQuorate = () => this.isQuorate();
    this.ha = new HaManager({
      seed,
      timeline,
      tasks,
      inventory,
      isOnline,
      isQuorate,
      power: () => this.power,
      migration: () => this.migration,
      guest: vmid => this.guest(vmid),
    });
    this.power = new Power({ tasks, machines, ha: this.ha, isQuorate });
    this.suspend = new Suspend({ tasks, machines, ha: this.ha });
    this.migration = new Migration(this);
    this.snapshotting = new Snapshotting(this);
  }

  private createInventory(): Inventory {
    const inventory = createInventory(this.seed, this.birth);
    if (this.generation.pve === '8') addGroups(inventory);
    else inventory.haRules = structuredClone(HA_RULES);
    return inventory;
  }

  isOnline(node: string): boolean {
    return this.outage(node) === undefined;
  }

  outage(node: string): Downtime | undefined {
    return this.downtimes.current(node);
  }

  /** When the node that ran at a time had booted; undefined where it did not run. */
  lastBoot(node: string, time: number): number | undefined {
    const bootedAt = this.node(node)?.bootedAt ?? this.birth;
    return this.downtimes.lastBoot(node, time, bootedAt);
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
    const bootedAt = this.node(node)?.bootedAt ?? this.birth;
    this.downtimes.begin(node, this.clock.seconds(), bootedAt);
    this.tasks.nodeDied(node);
    this.ha.membershipChanged();
    this.configVersion += 1;
  }

  /** Power is back: the node boots, and starts what ran on it. */
  revive(node: string): void {
    const outage = this.outage(node);
    if (!outage) return;
    this.settle();
    const now = this.clock.seconds();
    outage.until = now;
    const config = this.node(node);
    if (config) config.bootedAt = now;
    for (const guest of this.inventory.guests) {
      if (guest.node === node && guest.status !== 'stopped') {
        guest.status = 'running';
        guest.startedAt = now;
      }
    }
    this.tasks.nodeBooted(node);
    this.ha.membershipChanged();
    this.configVersion += 1;
  }

  setGuest(vmid: number, change: GuestChange): void {
    changeGuest(this, vmid, change);
  }

  /** Of version 9, which alone has them. */
  setHaRules(rules: HaRule[]): void {
    if (!this.inventory.haRules) throw new Error('Version 8 has no HA rules');
    this.settle();
    this.inventory.haRules = rules;
    this.ha.wake();
  }

  setStorage(change: StorageChange): void {
    changeStorage(this, change);
  }

  grow(size: { nodes: number; guests: number }): void {
    growInventory(this.inventory, this.seed, this.birth, size);
    this.configVersion += 1;
    this.pvestatd.forget();
  }

  /** Of a configuration file, against changes that overlap. */
  digest(file: string, content: unknown = ''): string {
    return createHash('sha1')
      .update(`${file} ${this.seed} ${JSON.stringify(content)}`)
      .digest('hex');
  }

  /** Lets happen what was due until now: pvestatd sees what was so at its tick. */
  settle(): void {
    const now = this.clock.now() / 1000;
    this.timeline.runUntil(now - (now % TICK_SECONDS));
    this.pvestatd.refresh();
    this.timeline.runUntil(now);
    this.ha.refresh();
  }

  reset(): void {
    this.timeline.clear();
    this.downtimes.reset();
    this.release = this.generation.release;
    Object.assign(this.inventory, this.createInventory());
    this.tasks.reset();
    this.machines.reset();
    this.pvestatd.inactiveStorages.clear();
    this.pvestatd.fill.clear();
    this.pvestatd.runs.reset();
    this.snapshots.reset();
    this.hosts.reset();
    this.pvestatd.forget();
    this.ha.reset();
    this.configVersion += 1;
  }
}
