import { drift, hash, hashText } from '../../random.ts';
import type { NodeConfig, StorageConfig } from '../model.ts';
import { DAY } from '../rhythm.ts';

/** How the use of a storage changes with time. */
export interface UseProfile {
  /** Of its size, a day: it fills at this pace since some hundred days, and slowly before. */
  perDay?: number;
  /** Of its size: what comes in over `pruneDays` and goes again at once. */
  saw?: number;
  pruneDays?: number;
  /** Of its size: how far it wanders, in months. */
  wander?: number;
}

/** For how long before the lab was born a storage fills at its pace, and how much slower before. */
const STEADY_DAYS = 100;
const SLOWLY = 0.08;

/**
 * The fraction of a storage that is used at a time: `used` when the lab was
 * born, and before and after that by its profile. Shared storages say the same
 * on every node.
 */
export function storageUse(
  seed: number,
  birth: number,
  storage: StorageConfig,
  node: NodeConfig,
  time: number,
): number {
  const { perDay = 0, saw = 0, pruneDays = 7, wander = 0.004 } = storage.use;
  const place = storage.shared ? '' : node.node;
  const key = hashText(`${storage.storage} ${place}`);
  const days = (time - birth) / DAY;
  const slow = Math.min(0, days + STEADY_DAYS);
  const position = (time / DAY / pruneDays) % 1;
  const tick = Math.floor(time / 600);
  // A local storage is not as full on every node.
  const level = storage.shared ? 0 : 0.12 * (hash(seed, key, 5) - 0.5);
  const value =
    storage.used +
    level +
    perDay * (Math.max(days, -STEADY_DAYS) + SLOWLY * slow) +
    saw * (position - 0.5) +
    wander * (drift(seed, key, tick, 4320) - 0.5) +
    0.0004 * hash(seed, key, tick);
  return Math.min(0.995, Math.max(0.01, value));
}

/** Whether a storage is configured for a node. */
export function isOnNode(storage: StorageConfig, node: string): boolean {
  return storage.nodes === undefined || storage.nodes.includes(node);
}
