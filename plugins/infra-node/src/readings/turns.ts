/** How many may be under way at once of those that name the same key. @public */
export interface TurnLimit {
  key: string;
  atOnce: number;
}

interface Line {
  running: number;
  waiting: (() => void)[];
}

/**
 * Lets so many pieces of work be under way at once for each key; more wait, in order. Whoever names several keys takes
 * its turns in the order that they are named in, so that what waits for a slow one (a node) holds no turn of what all
 * share (its cluster): name the narrower one first.
 *
 * @internal
 */
export class Turns {
  readonly #lines = new Map<string, Line>();

  /** Runs `work` in its turn. Rejects with the signal's reason, without running it, when that comes first. */
  async run<T>(
    limits: readonly TurnLimit[],
    work: () => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const [limit, ...rest] = limits;
    if (!limit) {
      signal.throwIfAborted();
      return work();
    }
    await this.#enter(limit, signal);
    try {
      return await this.run(rest, work, signal);
    } finally {
      this.#leave(limit.key);
    }
  }

  #enter({ key, atOnce }: TurnLimit, signal: AbortSignal): Promise<void> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    if (line.running < atOnce) {
      line.running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const left = new AbortController();
      const proceed = () => {
        left.abort();
        resolve();
      };
      line.waiting.push(proceed);
      signal.addEventListener(
        'abort',
        () => {
          line.waiting.splice(line.waiting.indexOf(proceed), 1);
          reject(signal.reason);
        },
        { once: true, signal: left.signal },
      );
    });
  }

  /** Hands the turn to the next in line. */
  #leave(key: string): void {
    const line = this.#lines.get(key)!;
    const next = line.waiting.shift();
    if (next) {
      next();
    } else {
      line.running -= 1;
      if (line.running === 0) this.#lines.delete(key);
    }
  }
}
