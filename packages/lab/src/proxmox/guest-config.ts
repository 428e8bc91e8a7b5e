import type { Cluster } from './cluster.ts';
import type { GuestOptions } from './configs/common.ts';
import { lxcOptions } from './configs/lxc-config.ts';
import { qemuOptions } from './configs/qemu-config.ts';
import { MiB, type GuestConfig } from './model.ts';

export type { GuestOptions } from './configs/common.ts';
export { ownedVolumes, volumesOf, type Volume } from './configs/volumes.ts';

/** Changes that wait for the guest's next start: what is set, and what is deleted. */
export interface Pending {
  set: GuestOptions;
  delete: string[];
}

const PENDING: Record<number, Pending> = {
  111: { set: { memory: '10240', balloon: 4096 }, delete: [] },
  130: { set: { cores: 8 }, delete: ['cpuunits'] },
  211: { set: { swap: 2048 }, delete: [] },
};

/** Options that the model of guests holds itself, under the names of both types. */
function ownOptions(guest: GuestConfig): GuestOptions {
  return {
    [guest.type === 'qemu' ? 'name' : 'hostname']: guest.name,
    ...(guest.tags !== undefined && { tags: guest.tags }),
    ...(guest.lock !== undefined && { lock: guest.lock }),
  };
}

/** Changed at `pendingSince`, and in effect once it started after that. */
function waits({ startedAt, pendingSince = 0 }: GuestConfig): boolean {
  return startedAt <= pendingSince;
}

/** The configuration as it is in effect, without what is pending, snapshots and digest. */
export function configOf(seed: number, guest: GuestConfig): GuestOptions {
  const options = {
    ...(guest.type === 'qemu'
      ? qemuOptions(seed, guest)
      : lxcOptions(seed, guest)),
  };
  if (guest.tags === undefined) delete options.tags;
  const applied = waits(guest) ? undefined : PENDING[guest.vmid];
  if (applied) {
    Object.assign(options, applied.set);
    for (const name of applied.delete) delete options[name];
  }
  for (const [name, value] of Object.entries(guest.options ?? {})) {
    if (value === null) delete options[name];
    else options[name] = value;
  }
  return { ...options, ...ownOptions(guest) };
}

/** What waits for the next start. */
export function pendingOf(guest: GuestConfig): Pending {
  const pending = waits(guest) ? PENDING[guest.vmid] : undefined;
  const changed = guest.options ?? {};
  return {
    set: Object.fromEntries(
      Object.entries(pending?.set ?? {}).filter(([name]) => !(name in changed)),
    ),
    delete: (pending?.delete ?? []).filter(name => !(name in changed)),
  };
}

/**
 * Sets options and removes others, as a change that takes effect at once does.
 * `name`, `hostname` and `tags` are the guest's own fields.
 */
export function changeConfig(
  guest: GuestConfig,
  set: GuestOptions,
  remove: string[] = [],
): void {
  const options = { ...guest.options };
  for (const name of remove) options[name] = null;
  Object.assign(options, set);
  for (const name of ['name', 'hostname']) {
    if (typeof options[name] === 'string') guest.name = options[name];
    delete options[name];
  }
  if ('tags' in options) {
    guest.tags = options.tags === null ? undefined : String(options.tags);
    delete options.tags;
  }
  guest.options = options;
}

/** Brings a guest to a configuration that it had: what a rollback does. */
export function restoreConfig(
  seed: number,
  guest: GuestConfig,
  config: GuestOptions,
): void {
  guest.options = undefined;
  guest.tags = undefined;
  const sockets = Number(config.sockets ?? 1);
  guest.cores = Number(config.cores) * sockets;
  guest.maxmem = Number(config.memory) * MiB;
  const base = configOf(seed, guest);
  const removed = Object.keys(base).filter(name => !(name in config));
  const { lock: _, ...changed } = Object.fromEntries(
    Object.entries(config).filter(([name, value]) => base[name] !== value),
  );
  changeConfig(
    guest,
    changed,
    removed.filter(name => !['lock', 'name', 'hostname'].includes(name)),
  );
}

/** SHA-1 of the configuration file: changes whenever anything in it does. */
export function configDigest(cluster: Cluster, guest: GuestConfig): string {
  const { seed, snapshots } = cluster;
  return cluster.digest(`${guest.type}/${guest.vmid}.conf`, {
    config: configOf(seed, guest),
    pending: pendingOf(guest),
    snapshots: snapshots.list(guest),
    parent: snapshots.parent(guest),
  });
}
