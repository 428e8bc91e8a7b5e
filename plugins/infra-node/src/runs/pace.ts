import type { Run } from '@reverb256/backstage-plugin-infra-common';

/** By the age of a run, in seconds, how often it is looked at. */
const PACE = [
  { upTo: 60, every: 0 },
  { upTo: 600, every: 3 },
  { upTo: Infinity, every: 10 },
];

/** With many runs at once each is looked at less often: ten looks a second in all. */
const MS_FOR_EACH_ACTIVE = 100;

/** Work that takes long is looked at less often, and so is each of many: the upstream has other things to do. */
export class Pace {
  readonly #tickMs: number;
  /** When each run was last looked at: by the clock, and by what has really elapsed. */
  readonly #looked = new Map<string, { at: number; elapsed: number }>();

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  /**
   * Whether it is time to look at a run; if so it is taken to be looked at.
   *
   * @param active - how many runs there are to look at
   */
  isDue(run: Run, active: number, now: Date): boolean {
    const looked = this.#looked.get(run.id);
    const elapsed = performance.now();
    const age = (now.getTime() - Date.parse(run.createdAt)) / 1000;
    const byAge = PACE.find(({ upTo }) => age < upTo)!.every * 1000;
    const byNumber = active > 1 ? active * MS_FOR_EACH_ACTIVE : 0;
    if (
      looked &&
      (now.getTime() - looked.at < byAge - this.#tickMs ||
        elapsed - looked.elapsed < byNumber - this.#tickMs)
    ) {
      return false;
    }
    this.#looked.set(run.id, { at: now.getTime(), elapsed });
    return true;
  }

  /** Has a run looked at with the next tick; or it has ended, and is not looked at any more. */
  forget(id: string): void {
    this.#looked.delete(id);
  }
}
