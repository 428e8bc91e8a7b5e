import { hash, hashText } from '../../random.ts';
import type { Cluster } from '../cluster.ts';
import type { GuestConfig, GuestStatus, NodeConfig } from '../model.ts';
import { DAY } from '../rhythm.ts';

/** Days between two reboots of a node, more or less. */
const REBOOT_DAYS = 45;
/** Days in which a guest may have been off once. */
const OFF_DAYS = 30;

/** Days before its last boot that a node was installed. */
const INSTALLED: Record<string, number> = {
  nexus: 900,
  forge: 1500,
  closet: 170,
};

/** How long a node was away before it booted at `k` reboots ago: minutes, or a night without power. */
function absence(seed: number, node: string, k: number): number {
  if (node === 'closet' && k === 0) return 9.3 * 3600;
  const random = hash(seed, hashText(node) + 40, k);
  return random > 0.85 ? random * 40_000 : 200 + random * 700;
}

/** Whether a node ran at a time before the lab was born. */
function ranBefore(
  seed: number,
  node: NodeConfig,
  firstBoot: number,
  time: number,
): boolean {
  const key = hashText(node.node);
  const days = INSTALLED[node.node] ?? 100 + 700 * hash(seed, key, 41);
  if (time < firstBoot - days * DAY) return false;
  const ago = (firstBoot - time) / DAY;
  const k = Math.floor(ago / REBOOT_DAYS);
  // Reboot k came at the end of its days, but for some days' chance.
  const shift = k === 0 ? 0 : 20 * hash(seed, key + 42, k);
  const boot = firstBoot - (k * REBOOT_DAYS + shift) * DAY;
  return time >= boot || time < boot - absence(seed, node.node, k);
}

/** Whether a node ran at a time: what the lab has seen of it, and before that by the seed. */
export function nodeRanAt(
  cluster: Cluster,
  node: NodeConfig,
  time: number,
): boolean {
  const firstBoot = cluster.downtimes.firstBoot(node.node, node.bootedAt);
  if (time < firstBoot) return ranBefore(cluster.seed, node, firstBoot, time);
  return cluster.lastBoot(node.node, time) !== undefined;
}

/** A guest's status at a time: what pvestatd saw, and before that by the seed. */
export function guestStatusAt(
  cluster: Cluster,
  guest: GuestConfig,
  time: number,
): GuestStatus {
  const { seed, birth } = cluster;
  if (guest.template) return 'stopped';
  const known = cluster.pvestatd.runs.statusAt(guest, Math.max(time, birth));
  if (time >= birth) return known;
  const { vmid } = guest;
  if (known === 'stopped') {
    // Switched on now and then, for an evening; not in the last days.
    const day = Math.floor(time / DAY);
    const hour = (time % DAY) / 3600;
    const isUsed = hash(seed, vmid + 51, day) < 0.25 && birth - time > 5 * DAY;
    return isUsed && hour > 16 && hour < 22 ? 'running' : 'stopped';
  }
  if (time >= Math.min(guest.startedAt, birth)) return known;
  const slot = Math.floor(time / DAY / OFF_DAYS);
  if (hash(seed, vmid + 52, slot) > 0.2) return 'running';
  const from = (slot + 0.8 * hash(seed, vmid + 53, slot)) * OFF_DAYS * DAY;
  const hours = 2 + 90 * hash(seed, vmid + 54, slot) ** 3;
  return time >= from && time < from + hours * 3600 ? 'stopped' : 'running';
}
