import { hash } from '../../random.ts';
import { died } from '../errors.ts';
import type { GuestConfig, GuestType, Inventory } from '../model.ts';
import type { Steps } from '../tasks/process.ts';
import type { Log } from '../tasks/tasks.ts';
import type { Timeline } from '../timeline.ts';

/** Seconds after which the lock on a configuration is given up (AbstractConfig.pm lock_config). */
const LOCK_SECONDS = 10;

/** Where the guests' processes and the locks on their configurations are. */
export class Machines {
  private readonly timeline: Timeline;
  private readonly seed: number;
  private readonly inventory: Inventory;
  private readonly isOnline: (node: string) => boolean;
  private readonly onChange: (guest: GuestConfig) => void;
  /** Files that somebody holds. */
  private readonly locked = new Set<string>();
  private readonly rebootRequests = new Map<number, () => void>();

  constructor(options: {
    timeline: Timeline;
    seed: number;
    inventory: Inventory;
    isOnline(node: string): boolean;
    /** After a guest has started or stopped, or its configuration changed. */
    onChange(guest: GuestConfig): void;
  }) {
    this.timeline = options.timeline;
    this.seed = options.seed;
    this.inventory = options.inventory;
    this.isOnline = options.isOnline;
    this.onChange = options.onChange;
  }

  /** The guest where it is on this node. */
  find(node: string, type: GuestType, vmid: number): GuestConfig | undefined {
    return this.inventory.guests.find(
      guest =>
        guest.vmid === vmid && guest.node === node && guest.type === type,
    );
  }

  /** pve-guest-common AbstractConfig.pm load_config. */
  load(node: string, type: GuestType, vmid: number): GuestConfig {
    const guest = this.find(node, type, vmid);
    if (guest) return guest;
    const folder = type === 'qemu' ? 'qemu-server' : 'lxc';
    throw died(
      `Configuration file 'nodes/${node}/${folder}/${vmid}.conf' does not exist`,
    );
  }

  bootSeconds(guest: GuestConfig): number {
    return guest.bootSeconds ?? 3 + 5 * hash(this.seed, guest.vmid, 31);
  }

  shutdownSeconds(guest: GuestConfig): number {
    return guest.shutdownSeconds ?? 5 + 25 * hash(this.seed, guest.vmid, 32);
  }

  boot(guest: GuestConfig): void {
    guest.status = 'running';
    guest.startedAt = this.timeline.seconds();
    this.onChange(guest);
  }

  /** QEMU stops executing the guest, or goes on with it. */
  setStatus(guest: GuestConfig, status: 'running' | 'paused'): void {
    guest.status = status;
    this.onChange(guest);
  }

  /**
   * Its configuration goes to another node's folder, and its volumes to other
   * storages (from, to). What runs there is a new process; what waits for a
   * start still does.
   */
  move(guest: GuestConfig, node: string, moved: Map<string, string>): void {
    const now = this.timeline.seconds();
    if (guest.pendingSince && guest.startedAt <= guest.pendingSince) {
      guest.pendingSince = now;
    }
    guest.node = node;
    if (guest.status !== 'stopped') guest.startedAt = now;
    if (moved.size > 0) {
      const before = Object.entries(guest.movedStorages ?? {}).map(
        ([from, to]) => [from, moved.get(to) ?? to],
      );
      guest.movedStorages = {
        ...Object.fromEntries(moved),
        ...Object.fromEntries(before),
      };
    }
    this.onChange(guest);
  }

  /** Something else of its configuration is not what it was. */
  changed(guest: GuestConfig): void {
    this.onChange(guest);
  }

  /** In its configuration, where everybody sees it. */
  setLock(guest: GuestConfig, lock: string | undefined): void {
    guest.lock = lock;
    this.onChange(guest);
  }

  /** The guest's process has ended. */
  private halt(guest: GuestConfig): void {
    guest.status = 'stopped';
    const restart = this.rebootRequests.get(guest.vmid);
    this.rebootRequests.delete(guest.vmid);
    if (restart) {
      this.timeline.after(1.5, () => {
        if (this.isOnline(guest.node)) restart();
      });
    }
    this.onChange(guest);
  }

  private haltIn(seconds: number, guest: GuestConfig): void {
    const { startedAt } = guest;
    this.timeline.after(seconds, () => {
      const isSame =
        guest.startedAt === startedAt && guest.status !== 'stopped';
      if (isSame && this.isOnline(guest.node)) this.halt(guest);
    });
  }

  /** It goes down in its own time, whatever becomes of who asked, or not at all. */
  pressPowerButton(guest: GuestConfig): void {
    if (guest.ignoresShutdown) return;
    this.haltIn(this.shutdownSeconds(guest), guest);
  }

  /** SIGTERM to QEMU, `quit`, lxc-stop --kill. */
  cutPower(guest: GuestConfig): void {
    this.haltIn(0.5, guest);
  }

  /** What is done once the guest is down (QemuServer.pm create_reboot_request). */
  requestReboot(vmid: number, restart: () => void): void {
    this.rebootRequests.set(vmid, restart);
  }

  clearReboot(vmid: number): void {
    this.rebootRequests.delete(vmid);
  }

  /** What a method that changes at once dies of, where a worker holds the file. */
  assertFree(file: string): void {
    if (!this.locked.has(file)) return;
    throw died(`can't lock file '${file}' - got timeout`);
  }

  /** AbstractConfig.pm lock_config: one at a time, and ten seconds' patience. */
  *withLock(file: string, log: Log, body: () => Steps): Steps {
    if (this.locked.has(file)) {
      log('trying to acquire lock...');
      for (let waited = 0; this.locked.has(file); waited += 1) {
        if (waited >= LOCK_SECONDS) {
          throw died(`can't lock file '${file}' - got timeout`);
        }
        yield 1;
      }
      log(' OK');
    }
    this.locked.add(file);
    try {
      yield* body();
    } finally {
      this.locked.delete(file);
    }
  }

  reset(): void {
    this.locked.clear();
    this.rebootRequests.clear();
  }
}
