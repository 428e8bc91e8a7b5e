import type { Cluster } from '../cluster.ts';
import { ApiError, died } from '../errors.ts';
import { MiB, type GuestConfig } from '../model.ts';
import type { Steps } from '../tasks/process.ts';
import type { Log } from '../tasks/tasks.ts';
import type { StorageMap } from './storages.ts';

/** Bytes of disks and of memory that go from node to node in a second. */
export const DISK_SPEED = 250 * MiB;
export const MEMORY_SPEED = 280 * MiB;
/** Until ssh gives up on a node that does not answer. */
const SSH_SECONDS = 3;

export interface MigrateOptions {
  target: string;
  online: boolean;
  withLocalDisks: boolean;
  /** Of containers: shut down, moved, and started again. */
  restart: boolean;
  /** Seconds for that shutdown. */
  timeout: number;
  /** By the LRM: local devices do not hold it up. */
  force: boolean;
  storageMap?: StorageMap;
}

/** pve-common Tools.pm render_bytes, with one digit. */
export function renderBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** What a migration did last, said as pve-guest-common AbstractMigrate.pm says it. */
export class Journey {
  readonly cluster: Cluster;
  readonly guest: GuestConfig;
  readonly source: string;
  readonly options: MigrateOptions;
  readonly log: Log;
  /** Whether the guest ran when it began. */
  running = false;
  /** Of what went wrong after the point of no return. */
  errors = false;
  readonly #started: number;

  constructor(
    cluster: Cluster,
    guest: GuestConfig,
    options: MigrateOptions,
    log: Log,
  ) {
    this.cluster = cluster;
    this.guest = guest;
    this.source = guest.node;
    this.options = options;
    this.log = log;
    this.#started = cluster.timeline.now();
  }

  #at(): string {
    const now = this.cluster.timeline.seconds();
    return new Date(now * 1000).toISOString().slice(0, 19).replace('T', ' ');
  }

  say(text: string): void {
    for (const line of text.split('\n')) this.log(`${this.#at()} ${line}`);
  }

  fail(text: string): void {
    this.say(`ERROR: ${text}`);
  }

  /** hh:mm:ss since it began. */
  duration(): string {
    const seconds = Math.floor(this.cluster.timeline.now() - this.#started);
    const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
    return parts
      .map(part => String(Math.floor(part)).padStart(2, '0'))
      .join(':');
  }

  get targetIp(): string {
    return this.cluster.node(this.options.target)?.ip ?? '';
  }

  isTargetUp(): boolean {
    return this.cluster.isOnline(this.options.target);
  }

  ssh(command: string): string {
    const { target } = this.options;
    return `# /usr/bin/ssh -e none -o 'BatchMode=yes' -o 'HostKeyAlias=${target}' -o 'UserKnownHostsFile=/etc/pve/nodes/${target}/ssh_known_hosts' -o 'GlobalKnownHostsFile=none' root@${this.targetIp} ${command}`;
  }

  /** Both prepare(): whether the target can be reached at all. */
  *testConnection(): Steps {
    if (this.isTargetUp()) return;
    yield SSH_SECONDS;
    this.say(this.ssh('/bin/true'));
    this.say(`ssh: connect to host ${this.targetIp} port 22: No route to host`);
    throw died("Can't connect to destination address using public key");
  }

  /** Copies a volume while nobody uses it (pve-storage Storage.pm storage_migrate). */
  *copyVolume(volid: string, size: number, storage: string): Steps {
    const started = this.cluster.timeline.now();
    const total = size / DISK_SPEED;
    for (let left = total; left > 0; left -= 10) {
      yield Math.min(10, left);
      if (!this.isTargetUp()) {
        throw died(
          `storage migration for '${volid}' to storage '${storage}' failed - command 'set -o pipefail && pvesm export ${volid} raw+size - -with-snapshots 0' failed: exit code 255`,
        );
      }
      const seconds = Math.round(this.cluster.timeline.now() - started);
      const done = Math.min(size, Math.floor(seconds * DISK_SPEED));
      this.say(
        `${done} bytes (${renderBytes(
          done,
        )}) copied, ${seconds} s, ${Math.round(DISK_SPEED / 1e6)} MB/s`,
      );
    }
    const name = volid.split(':')[1];
    this.say(`successfully imported '${storage}:${name}'`);
    this.say(`volume '${volid}' is '${storage}:${name}' on the target`);
  }

  /** The configuration goes to the target's folder, and with it who is responsible. */
  moveConfig(moved: Map<string, string>): void {
    this.cluster.machines.move(this.guest, this.options.target, moved);
  }

  /** AbstractMigrate.pm migrate: what is done, and the last lines. */
  *run(phases: () => Steps): Steps {
    try {
      yield* phases();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.fail(
        `migration aborted (duration ${this.duration()}): ${messageOf(error)}`,
      );
      throw died('migration aborted');
    }
    if (this.errors) {
      this.fail(
        `migration finished with problems (duration ${this.duration()})`,
      );
      throw died('migration problems');
    }
    this.say(`migration finished successfully (duration ${this.duration()})`);
  }
}

/** Of what a step died of: a signal is put off until the step has ended. */
export function messageOf(error: ApiError): string {
  const message = error.message.trimEnd();
  return message === 'received interrupt' ? 'interrupted by signal' : message;
}
