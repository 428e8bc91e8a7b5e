import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  AuditorServiceEvent,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction } from '../actions/action';
import type { AuditTrail } from '../audit/audit-trail';
import type { Clock } from '../snapshots/collector';
import { ChildRuns, type ChildRunsOptions } from './child-runs';
import type { DatabaseRunStore } from './database-run-store';
import { LEASE_SECONDS } from './lease';
import { Pace } from './pace';
import { RunAcceptor } from './run-acceptor';
import { endRecord, RunCloser } from './run-closer';
import { RunRecorder } from './run-recorder';
import { RunSteps, type Step } from './run-steps';
import type { FollowedRun } from './run-store';

/** How often the runs are looked after, in milliseconds. */
const TICK_MS = 1000;

/** How long an ended run and its log are kept; the audit trail stays. */
const KEEP_DAYS = 90;
const PRUNE_EVERY_MS = 3600 * 1000;

/** @public */
export interface RunFollowerOptions {
  actions: readonly AnyAction[];
  store: DatabaseRunStore;
  trail: AuditTrail;
  auditor: AuditorService;
  signals: SignalsService;
  /** The signals channel of the plugin's runs: `<plugin id>:runs`. */
  channel: string;
  logger: LoggerService;
  /** Called when a run has ended, to have a fresh snapshot read. */
  onEnd?: (run: Run) => Promise<unknown>;
  clock?: Clock;
  /** How often the runs are looked after; 1000 if not given. */
  tickMs?: number;
}

/**
 * Brings every run of the plugin to its true end, also those of a process that died: whoever finds a run whose lease
 * has ended goes on where it stood. A request is sent by no other than the one who wrote that it is being sent.
 *
 * @public
 */
export class RunFollower {
  readonly #options: RunFollowerOptions;
  readonly #clock: Clock;
  readonly #owner = randomUUID();
  readonly #stopping = new AbortController();
  readonly #busy = new Map<string, Promise<void>>();
  /** Runs that were written since the last claim began: what it has read of them may be older. */
  readonly #saved = new Set<string>();
  readonly #closer: RunCloser;
  readonly #pace: Pace;
  readonly #tickMs: number;
  readonly #children: ChildRunsOptions;
  #prunedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> = Promise.resolve();

  constructor(options: RunFollowerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    const { actions, store, auditor, trail } = options;
    const clock = this.#clock;
    const recorder = new RunRecorder({ trail, auditor, clock });
    const acceptor = new RunAcceptor({
      store,
      auditor,
      recorder,
      taker: this,
      clock,
    });
    const cancel = (run: Run) => this.cancel(run);
    this.#children = { actions, store, acceptor, recorder, cancel };
    this.#tickMs = options.tickMs ?? TICK_MS;
    this.#closer = new RunCloser(auditor);
    this.#pace = new Pace(this.#tickMs);
  }

  /** Begins to look after runs, those of the past first. */
  start(): void {
    this.#timer ??= setInterval(() => {
      this.#ticking = this.#ticking.then(() => this.#tick());
    }, this.#tickMs);
  }

  /** Lets go of all runs: another process may go on with them at once. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#ticking;
    await Promise.allSettled(this.#busy.values());
    await this.#options.store.release(this.#owner);
  }

  /** The lease under which a new run is stored. */
  lease(now: Date) {
    return {
      owner: this.#owner,
      until: new Date(now.getTime() + LEASE_SECONDS * 1000),
    };
  }

  /** Takes on a run that was just stored under this follower's lease. */
  take(run: Run, event: AuditorServiceEvent): void {
    this.#closer.keep(run.id, event);
    this.#advance({ run, revision: 0 });
  }

  /** Asks the upstream to stop; a later look shows whether it did. */
  async cancel(run: Run): Promise<void> {
    const { store, actions } = this.#options;
    const action = actions.find(a => a.name === run.action);
    if (!action) throw new NotFoundError(`There is no action '${run.action}'`);
    // The upstream first: what it did not take on must not look as if it had been asked.
    await this.#stepsOf(action, run).cancel(run);
    await store.requestCancel(run.id);
  }

  async #tick(): Promise<void> {
    try {
      const now = this.#clock();
      const { store } = this.#options;
      this.#saved.clear();
      const runs = await store.claim(this.#owner, now, this.lease(now).until);
      runs
        .filter(({ run }) => !this.#saved.has(run.id))
        .filter(({ run }) => this.#pace.isDue(run, runs.length, now))
        .forEach(followed => this.#advance(followed));
      await this.#forgetOld(now);
    } catch (error) {
      this.#options.logger.warn(
        'Runs cannot be looked after just now',
        error as Error,
      );
    }
  }

  async #forgetOld(now: Date): Promise<void> {
    if (now.getTime() - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#prunedAt = now.getTime();
    await this.#options.store.prune(
      new Date(now.getTime() - KEEP_DAYS * 24 * 3600 * 1000),
    );
  }

  /** One run at a time is in hand once. */
  #advance(followed: FollowedRun): void {
    const { id } = followed.run;
    if (this.#busy.has(id) || this.#stopping.signal.aborted) return;
    const work = this.#step(followed)
      .catch(error =>
        this.#options.logger.error(
          `Run ${id} could not be brought forward`,
          error,
        ),
      )
      .finally(() => this.#busy.delete(id));
    this.#busy.set(id, work);
  }

  async #step(followed: FollowedRun): Promise<void> {
    const { run } = followed;
    const steps = this.#steps(run);
    if (!steps) return;
    const clock = this.#clock;
    if (run.state === 'accepted') {
      const sending = await steps.announce(followed, clock);
      // Only who could write this may send.
      const revision = await this.#save(sending);
      if (revision !== undefined && !isEnded(sending.run.state)) {
        await this.#save(await steps.send({ ...sending, revision }, clock));
      }
    } else if (run.state === 'sending') {
      await this.#save(await steps.recover(followed, clock), followed);
    } else {
      await this.#save(await steps.follow(followed, clock), followed);
    }
  }

  #steps(run: Run): RunSteps | undefined {
    const action = this.#options.actions.find(a => a.name === run.action);
    if (!action) {
      this.#options.logger.error(
        `Run ${run.id} is of the action '${run.action}', which there is no more; it is left as it is`,
      );
      return undefined;
    }
    return this.#stepsOf(action, run);
  }

  #stepsOf(action: AnyAction, run: Run): RunSteps {
    return new RunSteps(action, {
      signal: this.#stopping.signal,
      logger: this.#options.logger.child({ run: run.id }),
      runsOf: parent => new ChildRuns(parent, this.#children),
    });
  }

  /** @returns the next revision; undefined when nothing was written */
  async #save(step: Step, before?: FollowedRun): Promise<number | undefined> {
    const { run } = step;
    const { store, trail, logger } = this.#options;
    // Going down in the middle of a look says nothing about the run.
    if (this.#stopping.signal.aborted && isEnded(run.state)) return undefined;
    const end = isEnded(run.state) ? endRecord(run) : undefined;
    const revision = await store.save(
      this.#owner,
      step,
      step.lines,
      async tx => {
        if (end) await trail.append(end, tx);
      },
    );
    if (revision === undefined) {
      logger.warn(`Run ${run.id} is followed by another process now`);
      this.#closer.forget(run.id);
      this.#pace.forget(run.id);
      return undefined;
    }
    this.#saved.add(run.id);
    if (end) await this.#end(run);
    if (!before || step.lines?.length || isNews(before.run, run)) {
      this.#signal();
    }
    return revision;
  }

  /** Viewers ask by themselves, too: nothing waits for the signal, and nothing fails with it. */
  #signal(): void {
    const { signals, channel, logger } = this.#options;
    signals
      .publish({ recipients: { type: 'broadcast' }, channel, message: {} })
      .catch(error => logger.debug('A signal could not be sent', error));
  }

  async #end(run: Run): Promise<void> {
    const { onEnd, logger } = this.#options;
    this.#pace.forget(run.id);
    // Who waits for it is looked at with the next tick, however old they are.
    if (run.parent) this.#pace.forget(run.parent);
    await this.#closer.close(run);
    await onEnd?.(run).catch(error =>
      logger.warn('No fresh snapshot could be read after a run', error),
    );
  }
}

/** Whether a viewer would see a difference, other than that somebody looked. */
function isNews(before: Run, after: Run): boolean {
  const visible = ({ updatedAt, ...run }: Run) => JSON.stringify(run);
  return visible(before) !== visible(after);
}
