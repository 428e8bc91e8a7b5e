import { died } from './errors.ts';
import { configOf, restoreConfig, type GuestOptions } from './guest-config.ts';
import type { GuestConfig } from './model.ts';
import { seedSnapshots } from './snapshot-seed.ts';

/** A section of the guest's configuration file. */
export interface Snapshot {
  name: string;
  /** The snapshot that was current when it was taken. */
  parent?: string;
  /** Lab seconds. */
  snaptime: number;
  /** The volume that its RAM is in. */
  vmstate?: string;
  description?: string;
  /** What is being done to it, or was when that failed. */
  snapstate?: 'prepare' | 'delete';
  /** The guest's configuration when it was taken. */
  config: GuestOptions;
}

interface Tree {
  list: Snapshot[];
  parent?: string;
}

/** Neither belongs to a snapshot: AbstractConfig.pm __snapshot_copy_config. */
function isKept(name: string): boolean {
  return (
    ['lock', 'description', 'parent'].includes(name) || /^unused\d+$/.test(name)
  );
}

function without(
  config: GuestOptions,
  drop: (name: string) => boolean,
): GuestOptions {
  return Object.fromEntries(
    Object.entries(config).filter(([name]) => !drop(name)),
  );
}

/**
 * The snapshots of all guests: changes of state alone, without locks, tasks and
 * what they refuse. Those that nobody changed are computed from the seed.
 */
export class Snapshots {
  readonly #seed: number;
  readonly #birth: number;
  readonly #changed = new Map<number, Tree>();

  constructor(seed: number, birth: number) {
    this.#seed = seed;
    this.#birth = birth;
  }

  /** In no order that means anything, as Perl's hashes have none. */
  list(guest: GuestConfig): Snapshot[] {
    return this.#tree(guest).list;
  }

  /** The snapshot that the guest goes on from. */
  parent(guest: GuestConfig): string | undefined {
    return this.#tree(guest).parent;
  }

  /** Dies as the API does where there is no such snapshot. */
  get(guest: GuestConfig, name: string): Snapshot {
    const found = this.list(guest).find(snapshot => snapshot.name === name);
    if (!found) throw died(`snapshot '${name}' does not exist`);
    return found;
  }

  has(guest: GuestConfig, name: string): boolean {
    return this.list(guest).some(snapshot => snapshot.name === name);
  }

  /** Takes one of the guest as it is, which becomes the current one. */
  create(
    guest: GuestConfig,
    taken: Pick<
      Snapshot,
      'name' | 'snaptime' | 'vmstate' | 'description' | 'snapstate'
    >,
  ): Snapshot {
    const tree = this.#own(guest);
    const snapshot: Snapshot = {
      ...taken,
      ...(tree.parent !== undefined && { parent: tree.parent }),
      config: without(configOf(this.#seed, guest), isKept),
    };
    tree.list.push(snapshot);
    tree.parent = snapshot.name;
    return snapshot;
  }

  /** The guest's configuration becomes the snapshot's, but for its description and unused disks. */
  rollback(guest: GuestConfig, name: string): void {
    const { config } = this.get(guest, name);
    const now = configOf(this.#seed, guest);
    restoreConfig(this.#seed, guest, {
      ...config,
      ...without(now, option => !isKept(option)),
    });
    this.#own(guest).parent = name;
  }

  /** Those that came from it come from its parent then. */
  remove(guest: GuestConfig, name: string): void {
    const { parent } = this.get(guest, name);
    const tree = this.#own(guest);
    tree.list = tree.list.filter(snapshot => snapshot.name !== name);
    for (const follower of [...tree.list, tree]) {
      if (follower.parent === name) follower.parent = parent;
    }
  }

  /** Changes what is said of a snapshot, or what is being done to it; undefined removes. */
  mark(
    guest: GuestConfig,
    name: string,
    change: Partial<Pick<Snapshot, 'description' | 'snapstate'>>,
  ): void {
    this.#own(guest);
    Object.assign(this.get(guest, name), change);
  }

  /** Before a guest's configuration changes: its snapshots stay what they were. */
  keep(guest: GuestConfig): void {
    this.#own(guest);
  }

  reset(): void {
    this.#changed.clear();
  }

  #tree(guest: GuestConfig): Tree {
    return this.#changed.get(guest.vmid) ?? this.#seeded(guest);
  }

  /** The tree as something that may be changed. */
  #own(guest: GuestConfig): Tree {
    const tree = this.#tree(guest);
    this.#changed.set(guest.vmid, tree);
    return tree;
  }

  #seeded(guest: GuestConfig): Tree {
    const { list, current } = seedSnapshots(this.#seed, guest);
    const tree: Tree = { list: [], parent: current };
    if (list.length === 0) return tree;
    const storage = 'local-lvm';
    const config = without(configOf(this.#seed, guest), isKept);
    tree.list = list.map(({ hours, vmstate, ...snapshot }) => ({
      ...snapshot,
      snaptime: Math.floor(this.#birth - hours * 3600),
      ...(vmstate && {
        vmstate: `${storage}:vm-${guest.vmid}-state-${snapshot.name}`,
      }),
      config: { ...config, ...before(guest, hours) },
    }));
    return tree;
  }
}

/** Long ago a guest had less memory. */
function before(guest: GuestConfig, hours: number): GuestOptions {
  if (hours < 1000) return {};
  const half = Math.floor(guest.maxmem / 1024 / 1024 / 2);
  return { memory: guest.type === 'qemu' ? String(half) : half };
}
