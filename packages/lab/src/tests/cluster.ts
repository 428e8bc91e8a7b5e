import { LabClock } from '../clock.ts';
import { Cluster } from '../proxmox/cluster.ts';
import { GENERATIONS } from '../proxmox/generation.ts';

export const DAY = 86_400;

/** A cluster whose whole past is the seed's. */
export function start(pve: '8' | '9' = '9'): {
  cluster: Cluster;
  clock: LabClock;
} {
  const clock = new LabClock();
  const cluster = new Cluster(1, clock.seconds(), clock, GENERATIONS[pve]);
  cluster.settle();
  return { cluster, clock };
}

/** Lets lab time pass as pvestatd sees it: a round every minute. */
export function pass(cluster: Cluster, clock: LabClock, seconds: number): void {
  for (let passed = 0; passed < seconds; passed += 60) {
    clock.advance(60);
    cluster.settle();
  }
}

/** A row of a history that has its time alone. */
export const isEmpty = (row: Record<string, number>) =>
  Object.keys(row).length === 1;
