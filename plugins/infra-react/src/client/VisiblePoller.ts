/** After a failure we try again sooner than the slow clock says, in seconds; soonest after the first: it may be a blip. */
const RETRY_SECONDS = { first: 2, next: 10 };

/** A signal reaches all viewers at the same moment; they ask within this time of it, each at its own, in milliseconds. */
const SOON_MS = { least: 250, spread: 250 };

/** By which part of itself each wait is shortened at random, so that viewers do not march in step. */
const JITTER = 0.2;

/** @internal */
export interface VisiblePollerOptions {
  seconds: number;
  /** @returns whether it succeeded; must not throw */
  poll: () => Promise<boolean>;
}

/**
 * Polls on a slow clock for as long as somebody holds it and the page is visible: at once when it is first held, when
 * the page becomes visible again, and when the browser comes back online.
 */
export class VisiblePoller {
  readonly #seconds: number;
  readonly #pollOnce: () => Promise<boolean>;
  #holders = 0;
  #timer?: ReturnType<typeof setTimeout>;
  #soonTimer?: ReturnType<typeof setTimeout>;
  #isPolling = false;
  #isAskedAgain = false;
  #dueAt = 0;
  #failures = 0;

  static create(options: VisiblePollerOptions): VisiblePoller {
    return new VisiblePoller(options);
  }

  private constructor(options: VisiblePollerOptions) {
    this.#seconds = options.seconds;
    this.#pollOnce = options.poll;
  }

  /** Keeps it going until the returned function is called. */
  acquire(): () => void {
    this.#holders += 1;
    if (this.#holders === 1) this.#start();
    return () => {
      this.#holders -= 1;
      if (this.#holders === 0) this.#stop();
    };
  }

  /** Polls shortly; calls until then change nothing, so that a stream of them cannot put it off for ever. */
  soon(): void {
    if (!this.#isActive || this.#soonTimer) return;
    this.#soonTimer = setTimeout(() => {
      this.#soonTimer = undefined;
      void this.#poll();
    }, SOON_MS.least + Math.random() * SOON_MS.spread);
  }

  get #isActive(): boolean {
    return this.#holders > 0 && !document.hidden;
  }

  #start(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    window.addEventListener('online', this.#onOnline);
    // Going from one page of the family to the next is no reason to ask.
    if (Date.now() < this.#dueAt) this.#schedule(this.#dueAt - Date.now());
    else void this.#poll();
  }

  #stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('online', this.#onOnline);
    this.#clearTimers();
  }

  readonly #onVisibility = () => {
    if (document.hidden) this.#clearTimers();
    else void this.#poll();
  };

  readonly #onOnline = () => {
    void this.#poll();
  };

  async #poll(): Promise<void> {
    if (!this.#isActive) return;
    if (this.#isPolling) {
      this.#isAskedAgain = true;
      return;
    }
    this.#clearTimers();
    this.#isPolling = true;
    const isSuccess = await this.#pollOnce();
    this.#isPolling = false;
    this.#failures = isSuccess ? 0 : this.#failures + 1;
    const wait = this.#waitSeconds() * 1000 * (1 - JITTER * Math.random());
    this.#dueAt = Date.now() + wait;
    if (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      await this.#poll();
    } else {
      this.#schedule(wait);
    }
  }

  #waitSeconds(): number {
    if (this.#failures === 0) return this.#seconds;
    const { first, next } = RETRY_SECONDS;
    return Math.min(this.#seconds, this.#failures === 1 ? first : next);
  }

  #schedule(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#isActive) return;
    this.#timer = setTimeout(() => void this.#poll(), milliseconds);
  }

  #clearTimers(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#soonTimer);
    this.#soonTimer = undefined;
  }
}
