import type { Cluster } from '../cluster.ts';
import { ApiError, died, parameterError } from '../errors.ts';
import type { Motion } from '../ha/parts.ts';
import type { GuestConfig, GuestType } from '../model.ts';
import { checkLock } from '../power/qemu.ts';
import { volumesOf } from '../guest-config.ts';
import { Journey, type MigrateOptions } from './journey.ts';
import { vzmigrate } from './lxc-migrate.ts';
import { qmigrate } from './qemu-migrate.ts';
import { enabledStorage } from './storages.ts';

/** One call of a migrate method; it answers the UPID of the task that it starts. */
export interface MigrateCall extends MigrateOptions {
  node: string;
  type: GuestType;
  vmid: number;
  /** A user, or a token as `user!name`. */
  user: string;
  /** By the LRM, whose calls do not go to the manager again. */
  byHa?: boolean;
  /** Whether the caller may use the storages of the map; throws. */
  checkStorages?(): void;
}

/** qemu-server API2/Qemu.pm and pve-container API2/LXC.pm migrate_vm: what comes before the worker. */
export class Migration {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  migrate(call: MigrateCall): string {
    const cluster = this.#cluster;
    const { node, type, vmid, target } = call;
    if (target === node) {
      throw parameterError({ target: 'target is local node.' });
    }
    if (!cluster.isQuorate()) throw died('cluster not ready - no quorum?');
    if (!cluster.node(target)) throw died(`no such cluster node '${target}'`);
    const guest = cluster.machines.load(node, type, vmid);
    if (type === 'qemu') checkLock('VM', guest);
    this.#checkRunning(guest, call);
    if (call.storageMap) call.checkStorages?.();
    // Only qemu-server asks so early whether the target has the storages.
    if (type === 'qemu' && (!call.storageMap || call.storageMap.identity)) {
      for (const { storage } of volumesOf(cluster.seed, guest)) {
        if (storage) enabledStorage(cluster, storage, target);
      }
    }
    if (!call.byHa && cluster.ha.isManaged(vmid)) return this.#request(call);
    return this.#fork(guest, call);
  }

  #checkRunning({ type, status }: GuestConfig, call: MigrateCall): void {
    if (status === 'stopped' || call.online) return;
    if (type === 'qemu') {
      throw died("can't migrate running VM without --online");
    }
    if (!call.restart) {
      throw died(
        "can't migrate running container without --online or --restart",
      );
    }
  }

  #fork(guest: GuestConfig, call: MigrateCall): string {
    const cluster = this.#cluster;
    const { node, vmid, user, byHa } = call;
    const isVm = guest.type === 'qemu';
    const options: MigrateOptions = {
      ...call,
      // Of a VM that does not run the API drops it.
      online: call.online && !(isVm && guest.status === 'stopped'),
    };
    return cluster.tasks.fork(node, {
      type: isVm ? 'qmigrate' : 'vzmigrate',
      id: String(vmid),
      user,
      byHa,
      steps: log => {
        const journey = new Journey(cluster, guest, options, log);
        return isVm ? qmigrate(journey) : vzmigrate(journey);
      },
    });
  }

  /** A worker that runs ha-manager and is done when that has taken the request. */
  #request({ node, type, vmid, user, target }: MigrateCall): string {
    const { tasks, ha } = this.#cluster;
    const kind = type === 'qemu' ? 'vm' : 'ct';
    const sid = `${kind}:${vmid}`;
    // pve-ha-manager CLI/ha_manager.pm: by then the request is noted, and the manager refuses it itself.
    const output = (motion: Motion): string[] => {
      const blocking = motion.blocking[target] ?? [];
      if (blocking.length === 0) {
        return motion.dependent.map(
          other =>
            `also migrate resource '${other}' in positive affinity with resource '${sid}' to target node '${target}'`,
        );
      }
      const lines = blocking.map(
        other =>
          `- resource '${other.sid}' on target node '${target}' in negative affinity with resource '${sid}'`,
      );
      throw died(
        [
          `cannot migrate resource '${sid}' to node '${target}':`,
          '',
          ...lines,
        ].join('\n'),
      );
    };
    return tasks.fork(node, {
      type: 'hamigrate',
      id: String(vmid),
      user,
      *steps(log) {
        log(
          `Requesting HA migration for ${kind.toUpperCase()} ${vmid} to node ${target}`,
        );
        yield 1;
        try {
          output(ha.requests.move(sid, 'migrate', target)).forEach(log);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          log(error.message.trimEnd());
          throw died(
            `command 'ha-manager migrate ${sid} ${target}' failed: exit code 255`,
          );
        }
      },
    });
  }
}
