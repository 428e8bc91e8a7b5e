import { distinctStorages } from './cluster-health';
import type { ByteUse, CpuUse, ProxmoxInventory } from './inventory';

/** A sum over parts of which some may not be known. @public */
export interface Sum<T> {
  /** Absent when no part is known. */
  use?: T;
  /** How many parts the sum is made of. */
  known: number;
  /** How many there are. */
  total: number;
}

/** What a cluster has and how much of it is used. @public */
export interface Capacity {
  cpu: Sum<CpuUse>;
  memory: Sum<ByteUse>;
  storage: Sum<ByteUse>;
}

function sumBytes(parts: (ByteUse | undefined)[]): Sum<ByteUse> {
  const known = parts.filter(part => part !== undefined);
  return {
    known: known.length,
    total: parts.length,
    use: known.length
      ? {
          usedBytes: known.reduce((sum, part) => sum + part.usedBytes, 0),
          totalBytes: known.reduce((sum, part) => sum + part.totalBytes, 0),
        }
      : undefined,
  };
}

/**
 * Adds up the nodes that are online and the storages, a shared one once. Offline nodes are in `total` but not in the
 * sum: what they had is not there to be used.
 *
 * @public
 */
export function clusterCapacity(inventory: ProxmoxInventory): Capacity {
  const nodes = Object.values(inventory.nodes);
  const cpus = nodes.flatMap(node => node.cpu ?? []);
  const cores = cpus.reduce((sum, cpu) => sum + cpu.cores, 0);
  return {
    cpu: {
      known: cpus.length,
      total: nodes.length,
      use: cores
        ? {
            fraction:
              cpus.reduce((sum, cpu) => sum + cpu.fraction * cpu.cores, 0) /
              cores,
            cores,
          }
        : undefined,
    },
    memory: sumBytes(nodes.map(node => node.memory)),
    storage: sumBytes(distinctStorages(inventory).map(s => s.use)),
  };
}
