import type { GuestConfig, HaResource, Inventory } from '../model.ts';
import type { Migration } from '../migration/migration.ts';
import type { Power } from '../power/power.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { Timeline } from '../timeline.ts';
import type { Affinity } from './affinity.ts';

/** What the HA stack has to know of the cluster. */
export interface HaParts {
  seed: number;
  timeline: Timeline;
  tasks: Tasks;
  inventory: Inventory;
  power(): Power;
  migration(): Migration;
  guest(vmid: number): GuestConfig | undefined;
  isOnline(node: string): boolean;
  isQuorate(): boolean;
}

/** pve-ha-manager HA/NodeStatus.pm. */
export type HaNodeStatus =
  | 'online'
  | 'maintenance'
  | 'unknown'
  | 'fence'
  | 'gone';

/** What moves along with a service, and which services keep it from a node. */
export interface Motion {
  dependent: string[];
  blocking: Record<
    string,
    { sid: string; cause: 'resource-affinity' | 'node-affinity' }[]
  >;
}

export interface LrmStatus {
  mode: string;
  state: string;
  timestamp: number;
}

/** The changes that PUT /cluster/ha/resources/{sid} makes. */
export type ResourceChange = Partial<
  Pick<
    HaResource,
    | 'state'
    | 'comment'
    | 'group'
    | 'failback'
    | 'max_restart'
    | 'max_relocate'
    | 'auto-rebalance'
  >
>;

/** What the master has to know. */
export interface CrmInputs {
  resources(): HaResource[];
  nodes(): string[];
  isOnline(node: string): boolean;
  /** Where a service's guest is now. */
  nodeOf(sid: string): string | undefined;
  isRunning(sid: string): boolean;
  /** What an LRM wrote about a state. */
  result(uid: string): number | undefined;
  /** What a node's LRM says that it is in. */
  lrmMode(node: string): 'active' | 'maintenance';
  affinity: Affinity;
}
