/** What the server's clock may differ from ours before we correct: less is the network's delay. */
const TOLERANCE_MS = 1_000;

interface Ticker {
  now: Date;
  timer?: ReturnType<typeof setInterval>;
  listeners: Set<() => void>;
}

/**
 * The portal's clock as seen from the browser. Ages are reckoned by it, so that a viewer whose own clock is wrong sees
 * the same ages as anybody else. All that show the time share one timer for each period.
 *
 * @public
 */
export class ServerClock {
  readonly #tickers = new Map<number, Ticker>();
  #offset = 0;

  static create(): ServerClock {
    return new ServerClock();
  }

  private constructor() {}

  /** The time now, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Learns from an answer: the time that the server wrote in it, and when we asked and got it, by our own clock. */
  learn(serverNow: string, sentAt: number, receivedAt: number): void {
    const offset = Date.parse(serverNow) - (sentAt + receivedAt) / 2;
    if (Math.abs(offset - this.#offset) <= TOLERANCE_MS) return;
    this.#offset = offset;
    for (const ticker of this.#tickers.values()) this.#tick(ticker);
  }

  /** The time as of the last tick of that period; the same object until the next. */
  read(seconds: number): Date {
    const ticker = this.#ticker(seconds);
    // Nobody kept it going in the meantime.
    if (!ticker.timer && this.now() - ticker.now.getTime() >= seconds * 1000) {
      ticker.now = new Date(this.now());
    }
    return ticker.now;
  }

  /** Calls the listener every so many seconds, until the returned function is called. */
  subscribe(seconds: number, listener: () => void): () => void {
    const ticker = this.#ticker(seconds);
    ticker.listeners.add(listener);
    ticker.timer ??= setInterval(() => this.#tick(ticker), seconds * 1000);
    return () => {
      ticker.listeners.delete(listener);
      if (ticker.listeners.size > 0) return;
      clearInterval(ticker.timer);
      ticker.timer = undefined;
    };
  }

  #ticker(seconds: number): Ticker {
    let ticker = this.#tickers.get(seconds);
    if (!ticker) {
      ticker = { now: new Date(this.now()), listeners: new Set() };
      this.#tickers.set(seconds, ticker);
    }
    return ticker;
  }

  #tick(ticker: Ticker): void {
    ticker.now = new Date(this.now());
    for (const listener of [...ticker.listeners]) listener();
  }
}

/** The one clock of the page: every family's answers come from the same portal. @public */
export const serverClock = ServerClock.create();
