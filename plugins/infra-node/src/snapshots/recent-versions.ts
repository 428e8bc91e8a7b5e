/** How many older versions are remembered: two minutes of a source that is read every 10 s. */
const REMEMBERED = 12;

/**
 * The data of one source in memory: the current version and a few older ones, for differences. Versions share what did
 * not change, so that an older one costs little.
 */
export class RecentVersions {
  readonly #versions = new Map<string, object>();
  #current: { version: string; data: object } | undefined;

  get current(): { version: string; data: object } | undefined {
    return this.#current;
  }

  get(version: string): object | undefined {
    return this.#versions.get(version);
  }

  add(version: string, data: object): void {
    // Set anew, so that a version that came back is the youngest again.
    this.#versions.delete(version);
    this.#versions.set(version, data);
    this.#current = { version, data };
    for (const oldest of this.#versions.keys()) {
      if (this.#versions.size <= REMEMBERED) break;
      this.#versions.delete(oldest);
    }
  }
}
