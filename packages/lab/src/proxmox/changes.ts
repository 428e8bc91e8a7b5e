import type { Cluster } from './cluster.ts';
import type { GuestConfig } from './model.ts';

/** The changes to a guest that the control API makes; undefined leaves as is, null removes. */
export interface GuestChange {
  status?: GuestConfig['status'];
  name?: string;
  tags?: string | null;
  lock?: string | null;
  node?: string;
  /** Whether the guest agent runs, where one is configured. */
  agent?: boolean;
  ignoresShutdown?: boolean;
  /** Seconds; null is as the seed has it. */
  shutdownSeconds?: number | null;
  bootSeconds?: number | null;
}

/** On a node, or on all, a storage is there or is not, and so full (a fraction). */
export interface StorageChange {
  storage: string;
  node?: string;
  active?: boolean;
  used?: number;
}

/** Changes a guest by hand, as nobody does through the API. */
export function changeGuest(
  cluster: Cluster,
  vmid: number,
  change: GuestChange,
): void {
  const guest = cluster.guest(vmid);
  if (!guest) throw new Error(`There is no guest ${vmid}`);
  if (change.node !== undefined && !cluster.node(change.node)) {
    throw new Error(`There is no node ${change.node}`);
  }
  // What pvestatd said before stands until its next tick.
  cluster.settle();
  if (change.status !== undefined && change.status !== guest.status) {
    if (guest.status === 'stopped') guest.startedAt = cluster.clock.seconds();
    guest.status = change.status;
  }
  if (change.agent !== undefined) guest.agentStopped = !change.agent;
  if (change.name !== undefined || change.tags !== undefined) {
    cluster.snapshots.keep(guest);
  }
  if (change.name !== undefined) guest.name = change.name;
  if (change.tags !== undefined) guest.tags = change.tags ?? undefined;
  if (change.lock !== undefined) guest.lock = change.lock ?? undefined;
  if (change.node !== undefined) {
    guest.node = change.node;
    cluster.ha.movedByHand(vmid);
  }
  guest.ignoresShutdown = change.ignoresShutdown ?? guest.ignoresShutdown;
  for (const name of ['shutdownSeconds', 'bootSeconds'] as const) {
    const seconds = change[name];
    if (seconds !== undefined) guest[name] = seconds ?? undefined;
  }
  cluster.configVersion += 1;
  cluster.ha.wake();
}

export function changeStorage(cluster: Cluster, change: StorageChange): void {
  const { inventory, pvestatd } = cluster;
  const { storage, active, used } = change;
  if (!inventory.storages.some(known => known.storage === storage)) {
    throw new Error(`There is no storage ${storage}`);
  }
  cluster.settle();
  const since = cluster.clock.seconds();
  for (const { node } of inventory.nodes) {
    if (change.node && change.node !== node) continue;
    const key = `${node}/${storage}`;
    if (active === true) pvestatd.inactiveStorages.delete(key);
    if (active === false && !pvestatd.inactiveStorages.has(key)) {
      pvestatd.inactiveStorages.set(key, since);
    }
    if (used !== undefined) pvestatd.fill.set(key, { used, since });
  }
}
