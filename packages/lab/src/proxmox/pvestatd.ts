import type { LabClock } from '../clock.ts';
import {
  guestValues,
  nodeValues,
  type GuestRrd,
  type NodeRrd,
} from './load.ts';
import { RunLog } from './history/run-log.ts';
import type {
  GuestStatus,
  Inventory,
  NodeConfig,
  StorageConfig,
} from './model.ts';
import { isOnNode, storageUse } from './storage/use.ts';

/** pvestatd's interval (pve-manager Service/pvestatd.pm). */
export const TICK_SECONDS = 10;
/** pve-cluster status.c rrd_entry_is_old: older entries are dropped. */
const EXPIRE_SECONDS = 300;

export interface StorageRrd {
  time: number;
  maxdisk: number;
  disk: number;
}

/**
 * What every node's pvestatd broadcasts, as /cluster/resources and /nodes show
 * it: it moves on the tick alone, and what a node said last stands for five
 * minutes after that node fell silent. All nodes tick together here; real ones
 * are some seconds apart.
 */
export class Pvestatd {
  readonly guests = new Map<number, GuestRrd>();
  readonly nodes = new Map<string, NodeRrd>();
  readonly storages = new Map<string, StorageRrd>();
  /** Of `node/storage`: since when it is not mounted there, so that no values come from it. */
  readonly inactiveStorages = new Map<string, number>();
  /** Of `node/storage`: the fraction used, where it was set, and since when. */
  readonly fill = new Map<string, { used: number; since: number }>();
  readonly runs = new RunLog();
  /** Changes whenever a value did. */
  version = 0;
  private tick = 0;
  private expiredAt = 0;
  private readonly seed: number;
  private readonly birth: number;
  private readonly clock: LabClock;
  private readonly inventory: Inventory;
  private readonly isOnline: (node: string) => boolean;

  constructor(
    seed: number,
    birth: number,
    clock: LabClock,
    inventory: Inventory,
    isOnline: (node: string) => boolean,
  ) {
    this.seed = seed;
    this.birth = birth;
    this.clock = clock;
    this.inventory = inventory;
    this.isOnline = isOnline;
  }

  /** Brings the values to the present. Cheap between ticks. */
  refresh(): void {
    const now = this.clock.seconds();
    const tick = Math.floor(now / TICK_SECONDS);
    if (tick !== this.tick) {
      this.tick = tick;
      this.broadcast(tick * TICK_SECONDS);
    }
    this.expire(now);
  }

  private broadcast(time: number): void {
    const { inventory, seed } = this;
    const busy = new Map<string, { cpu: number; mem: number }>();
    for (const guest of inventory.guests) {
      if (!this.isOnline(guest.node)) continue;
      const values = guestValues(seed, guest, time);
      const before = this.guests.get(guest.vmid)?.status as
        | GuestStatus
        | undefined;
      if (before !== undefined && before !== guest.status) {
        this.runs.note(guest.vmid, before, guest.status, time);
      }
      this.guests.set(guest.vmid, values);
      const sum = busy.get(guest.node) ?? { cpu: 0, mem: 0 };
      sum.cpu += values.cpu * guest.cores;
      sum.mem += guest.type === 'qemu' ? values.memhost : values.mem;
      busy.set(guest.node, sum);
    }
    for (const node of inventory.nodes) {
      if (!this.isOnline(node.node)) continue;
      const sum = busy.get(node.node) ?? { cpu: 0, mem: 0 };
      this.nodes.set(node.node, nodeValues(seed, node, sum, time));
      this.broadcastStorages(node, time);
    }
    this.version += 1;
  }

  private broadcastStorages(node: NodeConfig, time: number): void {
    for (const storage of this.inventory.storages) {
      const key = `${node.node}/${storage.storage}`;
      // pvestatd skips a storage that is not active, so its values age.
      if (this.inactiveStorages.has(key)) continue;
      if (!isOnNode(storage, node.node)) continue;
      this.storages.set(key, this.storageValues(storage, node, time));
    }
  }

  /** How full a storage was at a time, seen from a node. */
  storageValues(
    storage: StorageConfig,
    node: NodeConfig,
    time: number,
  ): StorageRrd {
    const maxdisk = Math.floor(storage.maxdisk(node));
    const fill = this.fill.get(`${node.node}/${storage.storage}`);
    const used =
      fill && time >= fill.since
        ? fill.used
        : storageUse(this.seed, this.birth, storage, node, time);
    return { time, maxdisk, disk: Math.floor(maxdisk * used) };
  }

  private expire(now: number): void {
    if (now === this.expiredAt) return;
    this.expiredAt = now;
    let expired = false;
    for (const entries of [this.guests, this.nodes, this.storages]) {
      for (const [key, { time }] of entries) {
        if (now - time > EXPIRE_SECONDS) {
          (entries as Map<unknown, unknown>).delete(key);
          expired = true;
        }
      }
    }
    if (expired) this.version += 1;
  }

  /** The configuration was replaced: what was said about it means nothing now. */
  forget(): void {
    this.guests.clear();
    this.nodes.clear();
    this.storages.clear();
    this.tick = 0;
    this.version += 1;
  }
}
