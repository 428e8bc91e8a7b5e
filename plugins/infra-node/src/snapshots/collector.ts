import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import { SourceFailure } from '../source-failure';
import type { CollectedGap, ReadOutcome } from './next-head';
import { intervalOf, type SnapshotStore } from './snapshot-store';

/** What a collector is given for one read. @public */
export interface CollectInput<T extends object> {
  /** The name of the source to read. */
  source: string;
  /** What was known before: for last names, rates and steady loads. */
  previous: Snapshot<T>;
  /** The time of this read. */
  now: Date;
  /** Aborted when the time is up or the process ends. */
  signal: AbortSignal;
}

/**
 * Reads one kind of snapshot from a source.
 *
 * @public
 */
export interface Collector<T extends object> {
  readonly kind: string;
  /**
   * Reads the source once. Its cost is fixed by the source's size, never by the number of viewers. The data holds no
   * null, lists its records in a stable order, and no load finer than 1%: what it says is what a viewer would see.
   *
   * @throws SourceFailure when nothing could be read; what could not be read in part is a gap
   */
  collect(input: CollectInput<T>): Promise<{ data: T; gaps: CollectedGap[] }>;
}

/** A read may hold its turn for this long: a killed replica holds it for as long and up to a minute more. */
const TIMEOUT_SECONDS = 20;

/** Ages and `since` are judged by this clock. @public */
export type Clock = () => Date;

async function readOnce<T extends object>(
  collector: Collector<T>,
  input: CollectInput<T>,
): Promise<ReadOutcome<T>> {
  try {
    return { at: input.now, ...(await collector.collect(input)) };
  } catch (error) {
    if (input.signal.aborted && !(error instanceof SourceFailure)) {
      return {
        at: input.now,
        failure: new SourceFailure(
          'timeout',
          `Reading ${input.source} took longer than ${TIMEOUT_SECONDS} s and was given up. It is tried again at the next turn; look at what makes the source slow.`,
          { cause: error },
        ),
      };
    }
    return { at: input.now, failure: SourceFailure.from(error) };
  }
}

/**
 * Has a collector read every source of the store on the clock: one replica at a time, whoever looks. Tells viewers by a
 * signal without content when there is something new to ask for.
 *
 * @public
 */
export async function startCollector<T extends object>(options: {
  collector: Collector<T>;
  store: SnapshotStore;
  scheduler: SchedulerService;
  signals: SignalsService;
  /** The signals channel of the plugin: `<plugin id>:changed`. */
  channel: string;
  logger: LoggerService;
  clock?: Clock;
}): Promise<void> {
  const { collector, store, scheduler, signals, channel } = options;
  const clock = options.clock ?? (() => new Date());
  const kind = store.kinds.find(k => k.kind === collector.kind);
  if (!kind) {
    throw new Error(`The store keeps no snapshots of kind ${collector.kind}`);
  }

  for (const source of store.sources) {
    const logger = options.logger.child({
      source: source.name,
      kind: collector.kind,
    });
    await scheduler.scheduleTask({
      id: `collect-${collector.kind}-${source.name}`,
      scope: 'global',
      frequency: { seconds: intervalOf(kind, source) },
      timeout: { seconds: TIMEOUT_SECONDS },
      fn: async taskSignal => {
        const previous = await store.read<T>(collector.kind, source.name);
        const signal = AbortSignal.any([
          taskSignal,
          // A little earlier than the scheduler, so that the end of the time is recorded and not only logged.
          AbortSignal.timeout((TIMEOUT_SECONDS - 1) * 1000),
        ]);
        const outcome = await readOnce(collector, {
          source: source.name,
          previous,
          now: clock(),
          signal,
        });
        // The process is going down: that says nothing about the source.
        if ('failure' in outcome && taskSignal.aborted) return;

        const changed = await store.record(
          collector.kind,
          source.name,
          outcome,
        );
        logTransition(logger, previous, outcome);
        if (changed) {
          await signals.publish({
            recipients: { type: 'broadcast' },
            channel,
            // Anybody may listen to a broadcast, so it says only that there is something to ask for.
            message: {},
          });
        }
      },
    });
  }
}

/** Says what changed and nothing more: a source that stays down is one line, not one every 10 s. */
function logTransition(
  logger: LoggerService,
  previous: Snapshot<object>,
  outcome: ReadOutcome<object>,
): void {
  if ('failure' in outcome) {
    if (previous.error?.kind !== outcome.failure.kind) {
      logger.warn(`Cannot be read (${outcome.failure.kind})`, {
        reason: outcome.failure.message,
      });
    }
  } else if (previous.error) {
    logger.info(`Can be read again, after ${previous.error.kind}`, {
      since: previous.error.since,
    });
  }
}
