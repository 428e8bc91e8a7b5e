/** Within which the same refusal is counted and not recorded again, in milliseconds. */
const QUIET_MS = 60_000;

/** How many different refusals are remembered. */
const CAPACITY = 1000;

/** Remembers which refusals were recorded, so that repeating a request does not fill the audit trail. */
export class Refusals {
  readonly #known = new Map<string, { recordedAt: number; since: number }>();

  /**
   * Notes one.
   *
   * @param now - milliseconds since the epoch
   * @returns how many of the same were not recorded since the last that was; undefined when this is one more of those
   */
  note(key: string, now: number): number | undefined {
    const known = this.#known.get(key);
    if (known && now - known.recordedAt < QUIET_MS) {
      known.since += 1;
      return undefined;
    }
    this.#known.delete(key);
    this.#known.set(key, { recordedAt: now, since: 0 });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= CAPACITY) break;
      this.#known.delete(oldest);
    }
    return known?.since ?? 0;
  }
}
