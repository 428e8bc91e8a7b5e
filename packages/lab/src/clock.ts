/**
 * The lab's time: real time plus an offset that the control API moves forward.
 * pvestatd's ticks, the five minutes of a dead node's values, HA timestamps and
 * the life of tickets follow it; delays on the wire are real time.
 */
export class LabClock {
  private offsetMs = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Whole seconds since 1970, as Proxmox's own timestamps are. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  advance(seconds: number): void {
    this.offsetMs += seconds * 1000;
  }

  reset(): void {
    this.offsetMs = 0;
  }
}
