import type { LabClock } from '../clock.ts';

interface Event {
  time: number;
  run(): void;
}

/** An event that may be called off. */
export interface Scheduled {
  cancel(): void;
}

/**
 * What happens by itself in lab time: workers that wake up, daemons' rounds,
 * guests that have shut down. Nothing runs in the background: whoever looks at
 * the cluster first lets happen what was due (Cluster.settle), in its order and
 * each at its own time. Times are lab seconds, with fractions.
 */
export class Timeline {
  private readonly clock: LabClock;
  private events: Event[] = [];
  private current: number | undefined;

  constructor(clock: LabClock) {
    this.clock = clock;
  }

  /** In an event its own time, however late it runs. */
  now(): number {
    return this.current ?? this.clock.now() / 1000;
  }

  /** Whole seconds, as timestamps are. */
  seconds(): number {
    return Math.floor(this.now());
  }

  at(time: number, run: () => void): Scheduled {
    const event = { time, run };
    const index = this.events.findIndex(other => other.time > time);
    this.events.splice(index < 0 ? this.events.length : index, 0, event);
    return {
      cancel: () => {
        this.events = this.events.filter(other => other !== event);
      },
    };
  }

  after(seconds: number, run: () => void): Scheduled {
    return this.at(this.now() + seconds, run);
  }

  runUntil(time: number): void {
    // An event that looks at the cluster must not start the next one.
    if (this.current !== undefined) return;
    try {
      while (this.events.length > 0 && this.events[0].time <= time) {
        const [event] = this.events.splice(0, 1);
        this.current = event.time;
        event.run();
      }
    } finally {
      this.current = undefined;
    }
  }

  clear(): void {
    this.events = [];
  }
}
