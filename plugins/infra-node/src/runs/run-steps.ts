import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Run, RunError } from '@reverb256/backstage-plugin-infra-common';
import type { ActionContext, AnyAction, Look } from '../actions/action';
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
  const { step, progress, ...rest } = run;
  const at = now.toISOString();
  return { ...rest, ...end, cancellable: false, updatedAt: at, endedAt: at };
}

/** Looking failed: say so, go on looking, and one day give up. */
function lostSight(
  { run, cursor }: FollowedRun,
  failure: SourceFailure,
  now: Date,
): Step {
  if (secondsSince(run.updatedAt, now) < GIVE_UP_SECONDS) {
    return {
      run: { ...run, step: `Cannot look just now: ${failure.message}` },
      cursor,
    };
  }
  return {
    cursor,
    run: ended(run, now, {
      state: 'unknown',
      error: {
        kind: failure.kind,
        message: `It was sent, and for ${
          GIVE_UP_SECONDS / 60
        } minutes nobody could look how it went. Look at ${
          run.resource.title
        } itself. ${failure.message}`,
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
    options: { signal: AbortSignal; logger: LoggerService },
  ) {
    this.#action = action;
    this.#context = run => ({
      ...options,
      // Parsed when it was accepted; parsed again, since what is stored is only JSON.
      input: action.input.parse(run.input) as never,
      runId: run.id,
      sentAt: new Date(run.sentAt ?? run.createdAt),
      cancelRequested: run.cancelRequested ?? false,
    });
  }

  /** Before anything is sent: from here on it is never sent again. */
  async announce({ run }: FollowedRun, clock: () => Date): Promise<Step> {
    const now = clock();
    // The portal was away in between: what was asked for then may not be wanted now.
    if (secondsSince(run.createdAt, now) > SENT_WITHIN_SECONDS) {
      return {
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
        run: {
          ...run,
          state: 'sending',
          step: 'Sending the request',
          sentAt: at,
          updatedAt: at,
        },
      };
    } catch (error) {
      return this.#refused(run, SourceFailure.from(error), clock());
    }
  }

  /** Sends the request. */
  async send(
    { run, cursor: noted }: FollowedRun,
    clock: () => Date,
  ): Promise<Step> {
    try {
      const cursor = await this.#action.start(this.#context(run));
      return this.#running(run, cursor, clock());
    } catch (error) {
      const failure = SourceFailure.from(error);
      if (failure instanceof UnknownOutcomeFailure) {
        return {
          cursor: noted,
          run: {
            ...run,
            step: 'The answer was lost; finding out what became of the request',
          },
        };
      }
      return this.#refused(run, failure, clock());
    }
  }

  /** Finds out what became of a request whose answer was lost, or whose sender died. */
  async recover(
    { run, cursor: noted = {} }: FollowedRun,
    clock: () => Date,
  ): Promise<Step> {
    let cursor;
    try {
      cursor = await this.#action.recover(this.#context(run), noted);
    } catch (error) {
      return lostSight(
        { run, cursor: noted },
        SourceFailure.from(error),
        clock(),
      );
    }
    const now = clock();
    if (cursor) return this.#running(run, cursor, now);
    if (secondsSince(run.sentAt!, now) < ARRIVES_WITHIN_SECONDS) {
      return {
        cursor: noted,
        run: {
          ...run,
          step: 'The answer was lost; looking whether the request arrived',
        },
      };
    }
    return {
      run: ended(run, now, {
        state: 'failed',
        error: {
          kind: 'interrupted',
          message: `The connection or the portal broke off while the request was sent, and it did not arrive: nothing was done to ${run.resource.title}. Ask again if it is still wanted.`,
        },
      }),
    };
  }

  /** Looks once how far the work has come. */
  async follow(
    { run, cursor = {} }: FollowedRun,
    clock: () => Date,
  ): Promise<Step> {
    let look: Look;
    try {
      look = await this.#action.follow(this.#context(run), cursor);
    } catch (error) {
      return lostSight({ run, cursor }, SourceFailure.from(error), clock());
    }
    const now = clock();
    const next: Run = {
      ...run,
      task: look.cursor.task ?? run.task,
      step: look.step,
      progress: look.progress,
      updatedAt: now.toISOString(),
    };
    return {
      cursor: look.cursor,
      lines: look.lines,
      run: look.end ? ended(next, now, look.end) : next,
    };
  }

  async cancel({ run, cursor = {} }: FollowedRun): Promise<void> {
    await this.#action.cancel?.(this.#context(run), cursor);
  }

  #refused(run: Run, failure: SourceFailure, now: Date): Step {
    return {
      run: ended(run, now, { state: 'failed', error: asRunError(failure) }),
    };
  }

  #running(run: Run, cursor: FollowedRun['cursor'], now: Date): Step {
    return {
      cursor,
      run: {
        ...run,
        state: 'running',
        step: undefined,
        task: cursor?.task,
        cancellable: this.#action.cancel !== undefined,
        updatedAt: now.toISOString(),
      },
    };
  }
}
