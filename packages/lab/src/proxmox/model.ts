import type { UseProfile } from './storage/use.ts';
import type { HaRule } from './ha-rules.ts';
import type { HaGroup } from './ha/groups.ts';

/** What the cluster is configured to be: /etc/pve and the hardware. */
export interface NodeConfig {
  node: string;
  /** Corosync's id. */
  nodeid: number;
  ip: string;
  threads: number;
  cores: number;
  model: string;
  mhz: string;
  maxmem: number;
  /** Size of the root file system. */
  maxdisk: number;
  /** Share of memory that the host itself uses: kernel, ZFS, Ceph daemons. */
  hostmem: number;
  /** When it was switched on, in lab seconds. */
  bootedAt: number;
}

export type GuestType = 'qemu' | 'lxc';

/** `paused` and the like are QEMU's own states (qmpstatus). */
export type GuestStatus = 'running' | 'stopped' | 'paused';

export interface GuestConfig {
  vmid: number;
  type: GuestType;
  name: string;
  node: string;
  status: GuestStatus;
  template: boolean;
  cores: number;
  maxmem: number;
  maxdisk: number;
  /** Part of maxdisk that is used; only containers report it. */
  diskUsed: number;
  tags?: string;
  lock?: string;
  pool?: string;
  /** Mean CPU as a fraction of its cores. */
  load: number;
  /** Mean memory as a fraction of maxmem. */
  memory: number;
  /** Mean traffic in bytes a second. */
  traffic: number;
  startedAt: number;
  /** Lab seconds; nothing is known of it from before. */
  createdAt: number;
  agent: boolean;
  /** The agent is configured, and its service in the guest does not run. */
  agentStopped?: boolean;
  /** When options were changed that wait for its next start. */
  pendingSince?: number;
  /** Options of its configuration that were set, or removed (null), since the seed. */
  options?: Record<string, string | number | null>;
  /** Storages whose volumes of it a migration brought to others: from, to. */
  movedStorages?: Record<string, string>;
  /** How long it takes, where it is not as the seed has it. */
  bootSeconds?: number;
  shutdownSeconds?: number;
  /** ACPI's power button and lxc-stop's signal come to nothing. */
  ignoresShutdown?: boolean;
}

export type HaRequest =
  | 'started'
  | 'stopped'
  | 'enabled'
  | 'disabled'
  | 'ignored';

export interface HaResource {
  sid: string;
  vmid: number;
  type: 'vm' | 'ct';
  state: HaRequest;
  max_restart: number;
  max_relocate: number;
  failback: boolean;
  comment?: string;
  'auto-rebalance'?: boolean;
  /** Of version 8. */
  group?: string;
}

export interface StorageConfig {
  storage: string;
  type: 'dir' | 'lvmthin' | 'nfs' | 'pbs' | 'rbd' | 'zfspool';
  content: string;
  shared: boolean;
  /** The nodes that it is for; absent: all of them. */
  nodes?: string[];
  /** Lab seconds since when it is there; absent: always. */
  addedAt?: number;
  /** What /storage shows beside: path, server, export, pool, … */
  options: Record<string, string | number>;
  /** Per node for local ones, as a whole for shared ones. */
  maxdisk(node: NodeConfig): number;
  /** Fraction used when the lab was born. */
  used: number;
  use: UseProfile;
}

export interface PoolConfig {
  poolid: string;
  comment: string;
  storages: string[];
}

export interface Inventory {
  cluster: string;
  nodes: NodeConfig[];
  guests: GuestConfig[];
  storages: StorageConfig[];
  pools: PoolConfig[];
  ha: HaResource[];
  /** Of version 8; in 9 they have become rules. */
  haGroups?: HaGroup[];
  /** Since version 9. */
  haRules?: HaRule[];
}

export const KiB = 1024;
export const MiB = 1024 * KiB;
export const GiB = 1024 * MiB;
export const TiB = 1024 * GiB;
