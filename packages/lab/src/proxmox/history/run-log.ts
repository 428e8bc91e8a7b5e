import type { GuestConfig, GuestStatus } from '../model.ts';

interface Change {
  time: number;
  from: GuestStatus;
  to: GuestStatus;
}

/** When guests began and ended to run, as pvestatd's rounds saw it: only what changed. */
export class RunLog {
  readonly #changes = new Map<number, Change[]>();

  note(vmid: number, from: GuestStatus, to: GuestStatus, time: number): void {
    const changes = this.#changes.get(vmid) ?? [];
    changes.push({ time, from, to });
    this.#changes.set(vmid, changes);
  }

  /** Its status at a time since the lab's birth. */
  statusAt(guest: GuestConfig, time: number): GuestStatus {
    const changes = this.#changes.get(guest.vmid) ?? [];
    const later = changes.find(change => change.time > time);
    return later ? later.from : guest.status;
  }

  reset(): void {
    this.#changes.clear();
  }
}
