import type { Reading } from '@reverb256/backstage-plugin-infra-common';
import type { SourceFailure } from '../source-failure';

interface Running {
  controller: AbortController;
  done: Promise<void>;
  /** How many wait for it, or were answered with something old meanwhile and will want the new one. */
  wanted: number;
}

/**
 * What is known of one thing that is read on demand, and the read that is under way.
 *
 * @internal
 */
export class ReadingEntry<T> {
  /** What it takes in memory. */
  bytes = 0;
  #good?: { data: T; at: Date };
  #failed?: { failure: SourceFailure; since: Date; at: Date };
  #expired = false;
  #running?: Running;

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Whether it is to be read: nobody does already, and what is known is too old. */
  isDue(now: Date, freshSeconds: number, failureSeconds: number): boolean {
    if (this.#running) return false;
    const age = (at: Date) => (now.getTime() - at.getTime()) / 1000;
    if (this.#failed) return age(this.#failed.at) >= failureSeconds;
    return this.#expired || !this.#good || age(this.#good.at) >= freshSeconds;
  }

  expire(): void {
    this.#expired = true;
    if (this.#failed) this.#failed.at = new Date(0);
  }

  begin(run: (abandoned: AbortSignal) => Promise<void>): void {
    const controller = new AbortController();
    this.#expired = false;
    const running: Running = {
      controller,
      wanted: 0,
      done: run(controller.signal).finally(() => {
        if (this.#running === running) this.#running = undefined;
      }),
    };
    this.#running = running;
  }

  succeed(data: T, at: Date): void {
    this.#good = { data, at };
    this.#failed = undefined;
  }

  fail(failure: SourceFailure, at: Date): void {
    this.#failed = { failure, since: this.#failed?.since ?? at, at };
  }

  /** Waits for the read that is under way, if one is; not for long where there is something old to answer. */
  async settled(options: {
    signal?: AbortSignal;
    patienceSeconds: number;
  }): Promise<void> {
    const running = this.#running;
    if (!running) return;
    const { signal, patienceSeconds } = options;
    running.wanted += 1;
    let timer: NodeJS.Timeout | undefined;
    let onAbort: (() => void) | undefined;
    try {
      await Promise.race([
        running.done,
        ...(this.#good || this.#failed
          ? [
              new Promise<void>(resolve => {
                timer = setTimeout(resolve, patienceSeconds * 1000);
              }),
            ]
          : []),
        ...(signal
          ? [
              new Promise<void>((_, reject) => {
                onAbort = () => {
                  this.#leave(running);
                  reject(signal.reason);
                };
                if (signal.aborted) onAbort();
                else signal.addEventListener('abort', onAbort, { once: true });
              }),
            ]
          : []),
      ]);
    } finally {
      clearTimeout(timer);
      if (onAbort) signal?.removeEventListener('abort', onAbort);
    }
  }

  answer(now: Date): Reading<T> {
    return {
      now: now.toISOString(),
      ...(this.#good && {
        collectedAt: this.#good.at.toISOString(),
        data: this.#good.data,
      }),
      ...(this.#failed && {
        error: this.#failed.failure.toSourceError(this.#failed.since),
      }),
    };
  }

  /** One who asked does not wait any more; nobody is left when all have gone. */
  #leave(running: Running): void {
    running.wanted -= 1;
    if (running.wanted > 0 || this.#running !== running) return;
    // Whoever asks from now on has it read anew.
    this.#running = undefined;
    running.controller.abort(new Error('Nobody waits for it any more'));
  }
}
