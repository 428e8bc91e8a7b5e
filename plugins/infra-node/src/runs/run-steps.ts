import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Run, RunError } from '@reverb256/backstage-plugin-infra-common';
import type {
  ActionContext,
  ActionRuns,
  AnyAction,
  Look,
} from '../actions/action';
import { UnknownOutcomeFailure } from '../http';
import { SourceFailure } from '../source-failure';
import type { FollowedRun } from './run-store';

/** What was accepted longer ago than this is not sent any more. */
const SENT_WITHIN_SECONDS = 60;

/** A request that the upstream does not know of after this long did not arrive. */
const ARRIVES_WITHIN_SECONDS = 60;

/** After this long without being able to look, nobody will find out any more. */
const GIVE_UP_SECONDS = 30 * 60;

/** What one step of a run came to: to be stored before the next one. */
export interface Step extends FollowedRun {
  lines?: string[];
}

const secondsSince = (iso: string, now: Date) =>
  (now.getTime() - Date.parse(iso)) / 1000;

const sinceMinutes = GIVE_UP_SECONDS / 60;

const asRunError = (failure: SourceFailure): RunError => ({
  kind: failure.kind,
  message: failure.message,
  ...(failure.missing && { missing: failure.missing }),
});

function ended(
  run: Run,
  now: Date,
  end: NonNullable<Look['end']> | { state: 'unknown'; error: RunError },
): Run {
  const { step, progress, lostSightAt, answerLostAt, ...rest } = run;
  const at = now.toISOString();
  return { ...rest, ...end, cancellable: false, updatedAt: at, endedAt: at };
}

/** Looking failed: say so, go on looking, and give up when it has failed for long. */
function lostSight(
  followed: FollowedRun,
  failure: SourceFailure,
  now: Date,
): Step {
  const { run } = followed;
  const lostSightAt = run.lostSightAt ?? now.toISOString();
  if (secondsSince(lostSightAt, now) < GIVE_UP_SECONDS) {
    const step = `Cannot look just now: ${failure.message}`;
    return { ...followed, run: { ...run, step, lostSightAt } };
  }
  const sent =
    run.state === 'sending' ? 'It may have been sent' : 'It was taken on';
  return {
    ...followed,
    run: ended(run, now, {
      state: 'unknown',
      error: {
        kind: failure.kind,
        message: `${sent}, and for ${sinceMinutes} minutes nobody could look how it went. Look at ${run.resource.title} itself. ${failure.message}`,
      },
    }),
  };
}

/** The steps by which a run comes to its end. Pure but for the calls to the action. */
export class RunSteps {
  readonly #action: AnyAction;
  readonly #context: (run: Run) => ActionContext<never>;

  constructor(
    action: AnyAction,
    options: {
      signal: AbortSignal;
      logger: LoggerService;
      runsOf: (run: Run) => ActionRuns;
    },
  ) {
    const { signal, logger, runsOf } = options;
    this.#action = action;
    this.#context = run => ({
      signal,
      logger,
      runs: runsOf(run),
      // Parsed when it was accepted; parsed again, since what is stored is only JSON.
      input: action.input.parse(run.input) as never,
      runId: run.id,
      resource: run.resource,
      sentAt: new Date(run.sentAt ?? run.createdAt),
      cancelRequested: run.cancelRequested ?? false,
    });
  }

  /** Before anything is sent: from here on it is never sent again. */
  async announce(
    { run, revision }: FollowedRun,
    clock: () => Date,
  ): Promise<Step> {
    const now = clock();
    // The portal was away in between: what was asked for then may not be wanted now.
    if (secondsSince(run.createdAt, now) > SENT_WITHIN_SECONDS) {
      return {
        revision,
        run: ended(run, now, {
          state: 'failed',
          error: {
            kind: 'interrupted',
            message: `The portal stopped before the request was sent: nothing was done to ${run.resource.title}. Ask again if it is still wanted.`,
          },
        }),
      };
    }
    try {
      const cursor = await this.#action.prepare?.(this.#context(run));
      const at = clock().toISOString();
      return {
        cursor,
        revision,
        run: {
          ...run,
          state: 'sending',
          step: 'Sending the request',
          sentAt: at,
          updatedAt: at,
        },
      };
    } catch (error) {
      return this.#refused({ run, revision }, error, clock());
    }
  }

  /** Sends the request. */
  async send(sending: FollowedRun, clock: () => Date): Promise<Step> {
    const { run, cursor = {} } = sending;
    try {
      const taken = await this.#action.start(this.#context(run), cursor);
      return this.#running({ ...sending, cursor: taken }, clock());
    } catch (error) {
      if (!(error instanceof UnknownOutcomeFailure)) {
        return this.#refused(sending, error, clock());
      }
      const at = clock().toISOString();
      const step =
        'The answer was lost; finding out what became of the request';
      return {
        ...sending,
        run: { ...run, step, answerLostAt: at, updatedAt: at },
      };
    }
  }

  /** Finds out what became of a request whose answer was lost, or whose sender died. */
  async recover(sending: FollowedRun, clock: () => Date): Promise<Step> {
    const { run, cursor = {} } = sending;
    let found;
    try {
      found = await this.#action.recover(this.#context(run), cursor);
    } catch (error) {
      return lostSight(sending, SourceFailure.from(error), clock());
    }
    const now = clock();
    if (found) return this.#running({ ...sending, cursor: found }, now);
    // From the first look on: before it, the request may have waited for its turn, or still have been on its way.
    const answerLostAt = run.answerLostAt ?? now.toISOString();
    const { lostSightAt, ...seen } = run;
    if (secondsSince(answerLostAt, now) < ARRIVES_WITHIN_SECONDS) {
      const step = 'The answer was lost; looking whether the request arrived';
      return { ...sending, run: { ...seen, step, answerLostAt } };
    }
    return {
      ...sending,
      run: ended(run, now, {
        state: 'failed',
        error: {
          kind: 'interrupted',
          message: `The connection or the portal broke off while the request was sent, and the upstream has known nothing of it for ${ARRIVES_WITHIN_SECONDS} s: it did not arrive, and nothing was done to ${run.resource.title}. Ask again if it is still wanted.`,
        },
      }),
    };
  }

  /** Looks once how far the work has come. */
  async follow(running: FollowedRun, clock: () => Date): Promise<Step> {
    const { run, cursor = {}, revision } = running;
    let look: Look;
    try {
      look = await this.#action.follow(this.#context(run), cursor);
    } catch (error) {
      return lostSight(running, SourceFailure.from(error), clock());
    }
    const now = clock();
    const { lostSightAt, ...seen } = run;
    const next: Run = {
      ...seen,
      task: look.cursor.task ?? run.task,
      step: look.step,
      progress: look.progress,
      cancellable:
        this.#action.cancel !== undefined && (look.cancellable ?? true),
      updatedAt: now.toISOString(),
    };
    return {
      cursor: look.cursor,
      revision,
      lines: look.lines,
      run: look.end ? ended(next, now, look.end) : next,
    };
  }

  async cancel(run: Run): Promise<void> {
    const cursor = run.task ? { task: run.task } : {};
    await this.#action.cancel?.(this.#context(run), cursor);
  }

  #refused({ run, revision }: FollowedRun, error: unknown, now: Date): Step {
    const failure = SourceFailure.from(error);
    return {
      revision,
      run: ended(run, now, { state: 'failed', error: asRunError(failure) }),
    };
  }

  #running({ run, cursor, revision }: FollowedRun, now: Date): Step {
    const { answerLostAt, lostSightAt, step, ...rest } = run;
    return {
      cursor,
      revision,
      run: {
        ...rest,
        state: 'running',
        task: cursor?.task,
        cancellable: this.#action.cancel !== undefined,
        updatedAt: now.toISOString(),
      },
    };
  }
}
