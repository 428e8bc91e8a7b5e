import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { SourceFailure } from '../source-failure';
import { Deadline } from './deadline';

/** How many may wait for each one that may be under way: beyond that, waiting would only end in time limits. */
const WAITING_PER_SLOT = 32;

/** Lets so many requests to a source be under way at once; more wait for their turn, in order. @internal */
export class RequestLimiter {
  readonly #source: string;
  readonly #concurrency: number;
  readonly #bulkhead: ReturnType<typeof bulkhead>;

  constructor(source: string, concurrency: number) {
    this.#source = source;
    this.#concurrency = concurrency;
    this.#bulkhead = bulkhead(concurrency, concurrency * WAITING_PER_SLOT);
  }

  /** Runs `work` in its turn. Rejects without running it when the turn does not come in time or the signal aborts. */
  run<T>(
    work: () => Promise<T>,
    limits: { waitMs: number; signal?: AbortSignal },
  ): Promise<T> {
    const { waitMs, signal } = limits;
    return new Promise((resolve, reject) => {
      let over = false;
      const deadline = new Deadline(waitMs, signal);
      const giveUp = (reason: unknown) => {
        over = true;
        deadline.stop();
        reject(reason);
      };
      const seconds = Math.round(waitMs / 1000);
      deadline.start(
        () =>
          giveUp(
            new SourceFailure(
              'timeout',
              `${
                this.#source
              } answers so slowly that this request waited ${seconds} s behind ${
                this.#concurrency
              } others and was not sent. Look at its load.`,
            ),
          ),
        giveUp,
      );
      // The signal is not given to the bulkhead: it forgets to call the next in line after one that was aborted.
      this.#bulkhead
        .execute(async () => {
          if (over) return;
          deadline.stop();
          await work().then(resolve, reject);
        })
        .catch(error => {
          if (!(error instanceof BulkheadRejectedError)) giveUp(error);
          else {
            giveUp(
              new SourceFailure(
                'timeout',
                `Too many requests to ${
                  this.#source
                } wait already, so this one was not sent. Look at its load.`,
              ),
            );
          }
        });
    });
  }
}
