import { serverClock } from '../clock';
import { portalProblemOf, type PortalProblem } from './PortalProblem';
import { VisiblePoller } from './VisiblePoller';

/** What is known of something that the portal is asked for again and again. @public */
export interface PolledResult<T> {
  /** The last answer; undefined until there was one, and after the portal has said that this person may not see it. */
  data?: T;
  /** Why there is no newer answer. */
  problem?: PortalProblem;
  /** When the portal last answered: ISO 8601. */
  answeredAt?: string;
}

/** @public */
export interface PolledResourceOptions<T> {
  ask: () => Promise<T>;
  /** How often while somebody looks and the page is visible. */
  seconds: number;
  /** The signal channel on which the backend says that it changed. */
  channel?: string;
  /** Whether it will never change again, so that nobody needs to ask. */
  isDone?: (data: T) => boolean;
}

/**
 * Something that the portal is asked for on a clock, and sooner when told to, for as long as anybody looks at it. What
 * was last known stays when the portal is silent; a single failed request is tried again before anything is said.
 *
 * @public
 */
export class PolledResource<T> {
  readonly channel?: string;
  readonly #options: PolledResourceOptions<T>;
  readonly #poller: VisiblePoller;
  readonly #listeners = new Set<() => void>();
  #release?: () => void;
  #result: PolledResult<T> = {};
  /** Since the last answer. */
  #hasFailed = false;

  static create<T>(options: PolledResourceOptions<T>): PolledResource<T> {
    return new PolledResource(options);
  }

  private constructor(options: PolledResourceOptions<T>) {
    this.channel = options.channel;
    this.#options = options;
    this.#poller = VisiblePoller.create({
      seconds: options.seconds,
      poll: () => this.#poll(),
    });
  }

  /** What is known now; the same object until something changes. */
  read(): PolledResult<T> {
    return this.#result;
  }

  /** Keeps it up to date, and calls the listener at each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (!this.#isDone) this.#release ??= this.#poller.acquire();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  /** Asks soon, if anybody looks; many calls in a short time are one. */
  refresh(): void {
    this.#poller.soon();
  }

  get #isDone(): boolean {
    const { data } = this.#result;
    return data !== undefined && (this.#options.isDone?.(data) ?? false);
  }

  #stop(): void {
    this.#release?.();
    this.#release = undefined;
  }

  async #poll(): Promise<boolean> {
    const { data, problem, answeredAt } = this.#result;
    const now = new Date(serverClock.now()).toISOString();
    try {
      const answer = await this.#options.ask();
      this.#publish({ data: answer, answeredAt: now });
      if (this.#isDone) this.#stop();
      return true;
    } catch (error) {
      const found = portalProblemOf(error, problem?.since ?? now);
      // A blip: nothing is said of a first silence while there is something to show.
      const isForgiven =
        found.kind === 'unreachable' && data !== undefined && !this.#hasFailed;
      this.#hasFailed = true;
      const isKnown =
        found.kind === problem?.kind && found.message === problem.message;
      if (isKnown) return false;
      if (found.kind === 'not-allowed') this.#publish({ problem: found });
      else if (!isForgiven) this.#publish({ data, answeredAt, problem: found });
      return false;
    }
  }

  #publish(result: PolledResult<T>): void {
    if (!result.problem) this.#hasFailed = false;
    this.#result = result;
    for (const listener of [...this.#listeners]) listener();
  }
}
