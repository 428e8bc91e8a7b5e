import { ApiError, died } from '../errors.ts';
import type { Scheduled, Timeline } from '../timeline.ts';

/**
 * What a process does, written as the real one is: it yields the seconds that
 * it sleeps (Infinity: until somebody interrupts it), and dies by throwing
 * `died(…)`.
 */
export type Steps<T = void> = Generator<number, T, void>;

export type ProcessEnd<T> = { value: T } | { error: string };

/** A process on a node: it goes on with lab time, and can be interrupted or cut off. */
export class Process<T> {
  private readonly timeline: Timeline;
  private readonly steps: Steps<T>;
  private readonly onEnd: (end: ProcessEnd<T>) => void;
  private timer: Scheduled;
  private ended = false;

  constructor(
    timeline: Timeline,
    steps: Steps<T>,
    onEnd: (end: ProcessEnd<T>) => void,
  ) {
    this.timeline = timeline;
    this.steps = steps;
    this.onEnd = onEnd;
    this.timer = timeline.after(0, () => this.resume(() => steps.next()));
  }

  private resume(step: () => IteratorResult<number, T>): void {
    let result: IteratorResult<number, T>;
    try {
      result = step();
    } catch (error) {
      this.ended = true;
      if (!(error instanceof ApiError)) throw error;
      this.onEnd({ error: error.message.trimEnd().replaceAll('\n', ' ') });
      return;
    }
    if (result.done) {
      this.ended = true;
      this.onEnd({ value: result.value });
    } else if (result.value !== Infinity) {
      this.timer = this.timeline.after(result.value, () =>
        this.resume(() => this.steps.next()),
      );
    }
  }

  /** SIGTERM, which workers die of with these words (pve-common RESTEnvironment.pm fork_worker). */
  interrupt(): void {
    if (this.ended) return;
    this.timer.cancel();
    this.resume(() => this.steps.throw(died('received interrupt')));
  }

  /** The power is gone, or SIGKILL: nothing more is said, and what it held is free. */
  kill(): void {
    if (this.ended) return;
    this.ended = true;
    this.timer.cancel();
    this.steps.return(undefined as T);
  }
}
