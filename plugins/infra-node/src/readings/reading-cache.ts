import type { Reading } from '@reverb256/backstage-plugin-infra-common';
import type { Clock } from '../snapshots/collector';
import { SourceFailure } from '../source-failure';
import { ReadingEntry } from './reading-entry';
import { Turns, type TurnLimit } from './turns';

/** How much memory readings may take, in bytes. The history of a node is about 20 KB, the content of a storage 2 MB. */
const CAPACITY_BYTES = 64 * 1024 * 1024;

/** What an entry takes besides its data, roughly, so that very many small ones count too. */
const ENTRY_BYTES = 512;

/** Limit on one read, its waiting included, in seconds: what is asked when somebody looks should not take longer. */
const TIMEOUT_SECONDS = 12;

/** So long somebody waits for something newer where there is something old to show, in seconds. */
const PATIENCE_SECONDS = 3;

/** A failure is not tried again sooner, in seconds: what is dead would be asked by every viewer again. */
const FAILURE_SECONDS = 5;

/** Something to be read when somebody asks for it. @public */
export interface ReadingRequest<T> {
  /** The same for everybody who asks for the same. */
  key: string;
  /** For messages: `The disks of node forge`. */
  title: string;
  /** For so long what was read is answered without asking again, in seconds. */
  freshSeconds: number;
  /** How many such reads may be under way at once, the narrowest limit first: of a node, then of its cluster. */
  limits?: readonly TurnLimit[];
  /** Limit on one read, its waiting for a turn included, in seconds. Default 12. */
  timeoutSeconds?: number;
  /** Reads it. Aborted when the time is up, and when everybody who asked has left. */
  read(signal: AbortSignal): Promise<T>;
}

/**
 * What is read on demand, once for all who ask for it within a few seconds, however many they are. The last good read
 * stays while it cannot be read anew, with its age and the reason. What is slow holds nobody up but those who ask for it.
 *
 * @public
 */
export class ReadingCache {
  readonly #entries = new Map<string, ReadingEntry<unknown>>();
  readonly #turns = new Turns();
  readonly #clock: Clock;
  readonly #capacityBytes: number;
  readonly #patienceSeconds: number;
  #bytes = 0;

  static create(
    options: {
      clock?: Clock;
      /** How much memory it may take, in bytes; what was asked for the longest ago goes first. Default 64 MiB. */
      capacityBytes?: number;
      /** So long somebody waits where there is something old to show, in seconds. Default 3. */
      patienceSeconds?: number;
    } = {},
  ): ReadingCache {
    return new ReadingCache(
      options.clock ?? (() => new Date()),
      options.capacityBytes ?? CAPACITY_BYTES,
      options.patienceSeconds ?? PATIENCE_SECONDS,
    );
  }

  private constructor(
    clock: Clock,
    capacityBytes: number,
    patienceSeconds: number,
  ) {
    this.#clock = clock;
    this.#capacityBytes = capacityBytes;
    this.#patienceSeconds = patienceSeconds;
  }

  /** How much memory the readings take, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Answers what is known, after reading it where that is too old.
   *
   * @param signal - of whoever asks: it is left when it aborts, and the read goes on for the others
   */
  async read<T>(
    request: ReadingRequest<T>,
    signal?: AbortSignal,
  ): Promise<Reading<T>> {
    const entry = this.#entry<T>(request.key);
    if (entry.isDue(this.#clock(), request.freshSeconds, FAILURE_SECONDS)) {
      entry.begin(aborted => this.#run(request, entry, aborted));
    }
    await entry.settled({
      signal,
      patienceSeconds: this.#patienceSeconds,
    });
    return entry.answer(this.#clock());
  }

  /** Has the next who asks read it anew, as after a change. */
  forgetAge(keyPrefix: string): void {
    for (const [key, entry] of this.#entries) {
      if (key.startsWith(keyPrefix)) entry.expire();
    }
  }

  /** Reads once and keeps what came of it, unless everybody left meanwhile. */
  async #run<T>(
    request: ReadingRequest<T>,
    entry: ReadingEntry<T>,
    abandoned: AbortSignal,
  ): Promise<void> {
    const seconds = request.timeoutSeconds ?? TIMEOUT_SECONDS;
    const timeout = AbortSignal.timeout(seconds * 1000);
    const signal = AbortSignal.any([abandoned, timeout]);
    try {
      const data = await this.#turns.run(
        request.limits ?? [],
        () => orAborted(request.read(signal), signal),
        signal,
      );
      if (abandoned.aborted) return;
      entry.succeed(data, this.#clock());
      this.#count(request.key, entry, JSON.stringify(data)?.length ?? 0);
    } catch (error) {
      if (abandoned.aborted) return;
      entry.fail(
        timeout.aborted && !(error instanceof SourceFailure)
          ? new SourceFailure(
              'timeout',
              `${request.title}: no answer within ${seconds} s. Try again; if it stays so, look at the load of what is asked.`,
              { cause: error },
            )
          : SourceFailure.from(error),
        this.#clock(),
      );
    }
  }

  #entry<T>(key: string): ReadingEntry<T> {
    const known = this.#entries.get(key);
    if (known) {
      // The last one of a map is the one that was asked for last.
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known as ReadingEntry<T>;
    }
    const entry = new ReadingEntry<T>();
    this.#entries.set(key, entry);
    this.#count(key, entry, 0);
    return entry;
  }

  /** Counts what became of an entry, and makes room for it: never by what is being read. */
  #count(key: string, entry: ReadingEntry<unknown>, length: number): void {
    // A replaced or forgotten one takes no room any more.
    if (this.#entries.get(key) !== entry) return;
    const bytes = ENTRY_BYTES + key.length + length;
    this.#bytes += bytes - entry.bytes;
    entry.bytes = bytes;
    for (const [oldest, old] of this.#entries) {
      if (this.#bytes <= this.#capacityBytes) break;
      if (old.isRunning && old !== entry) continue;
      this.#entries.delete(oldest);
      this.#bytes -= old.bytes;
    }
  }
}

/** Ends with the signal also where what is waited for does not heed it. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
    if (signal.aborted) onAbort();
  });
}
