/** Runs one of two handlers, once, when time is up or a signal aborts; unless stopped before. @internal */
export class Deadline {
  readonly #afterMs: number;
  readonly #signal?: AbortSignal;
  #timer?: NodeJS.Timeout;
  #onAbort?: () => void;

  constructor(afterMs: number, signal?: AbortSignal) {
    this.#afterMs = afterMs;
    this.#signal = signal;
  }

  /** `onAbort` is called at once when the signal has aborted already. */
  start(onTimeout: () => void, onAbort: (reason: unknown) => void): void {
    const signal = this.#signal;
    if (signal?.aborted) {
      onAbort(signal.reason);
      return;
    }
    this.#onAbort = () => {
      this.stop();
      onAbort(signal?.reason);
    };
    signal?.addEventListener('abort', this.#onAbort);
    this.#timer = setTimeout(() => {
      this.stop();
      onTimeout();
    }, this.#afterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#onAbort) {
      this.#signal?.removeEventListener('abort', this.#onAbort);
    }
  }
}
