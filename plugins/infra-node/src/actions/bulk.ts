import { NotFoundError } from '@backstage/errors';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { RunRefusedError } from '../runs/run-refused-error';
import type { Action, ActionContext, Look, RunCursor } from './action';

/** One of many things to which the same is done. @public */
export interface BulkItem {
  /** Names it among those of its run. */
  key: string;
  /** What people call it. */
  title: string;
}

/** Something that is left as it is, and why. @public */
export interface LeftItem {
  title: string;
  reason: string;
}

/** Which things a bulk run is about, decided when it begins. @public */
export interface BulkPlan {
  items: BulkItem[];
  left: LeftItem[];
}

/** What is done to many things at once. @public */
export interface BulkDefinition<I> {
  /** The action that is run for each. */
  action: string | ((input: I) => string);
  /** What happened to one, in a word: `started`. */
  done: string;
  /** How many at once. */
  atOnce(input: I): number;
  plan(context: ActionContext<I>): Promise<BulkPlan>;
  /** What the action is given for one. */
  inputOf(key: string, input: I): Record<string, unknown>;
}

/** What a bulk run answers. @public */
export const bulkOutputSchema = z.strictObject({
  succeeded: z.number(),
  left: z.number(),
});

/** How far a bulk run has come. */
interface BulkCursor extends RunCursor {
  total: number;
  todo: BulkItem[];
  active: BulkItem[];
  /** Not yet told of. */
  left: LeftItem[];
  succeeded: number;
  leftCount: number;
  failed: LeftItem[];
  cancelled: string[];
}

/** Of these refusals nothing is to be made: it is so already, or somebody else is at it. */
const LEFT_CODES: readonly string[] = ['already', 'busy'];

/** How many are tried at one look, so that a look does not take long when many are refused. */
const TRIES = 20;

/** How many are named in a message; the log names all. */
const NAMED = 10;

/** The first of a list, and how many more there are. @public */
export function nameSome(names: readonly string[]): string {
  const more = names.length - NAMED;
  const named = names.slice(0, NAMED).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

type Tally = Omit<BulkCursor, 'task'>;

function endChild(run: Run, title: string, tally: Tally, done: string): string {
  if (run.state === 'succeeded') {
    tally.succeeded++;
    return `${title}: ${done}`;
  }
  if (run.state === 'cancelled') {
    tally.cancelled.push(title);
    return `${title}: cancelled`;
  }
  const reason = run.error?.message ?? run.state;
  tally.failed.push({ title, reason });
  return `${title}: ${run.state}. ${reason}`;
}

function endOf(tally: Tally, wasCancelled: boolean, done: string): Look['end'] {
  const { failed, cancelled, todo, succeeded, total, leftCount } = tally;
  const outcome = `${succeeded} of ${total} ${
    total === 1 ? 'is' : 'are'
  } ${done}.`;
  const sayFailed = failed
    .slice(0, NAMED)
    .map(({ title, reason }) => `${title}: ${reason}`)
    .join(' ');
  const more = failed.length - NAMED;
  const failures = failed.length
    ? ` ${failed.length} failed. ${sayFailed}${
        more > 0 ? ` And ${more} more: see the log.` : ''
      }`
    : '';
  const stopped = [...cancelled, ...todo.map(({ title }) => title)];
  if (wasCancelled && stopped.length > 0) {
    return {
      state: 'cancelled',
      error: {
        kind: 'interrupted',
        message: `It was stopped on request. ${outcome} Not done: ${nameSome(
          stopped,
        )}.${failures}`,
      },
    };
  }
  // Cancelled each by itself: they were not done all the same.
  const single = cancelled.length
    ? ` Cancelled by themselves: ${nameSome(cancelled)}.`
    : '';
  if (failed.length + cancelled.length > 0) {
    return {
      state: 'failed',
      error: { kind: 'task', message: `${outcome}${failures}${single}` },
    };
  }
  return { state: 'succeeded', output: { succeeded, left: leftCount } };
}

/**
 * The steps of an action that runs another action for many things, so many at a time. One that fails stops no other. It
 * sends nothing by itself, so nothing of it can be lost: what was begun is found again by its key.
 *
 * @public
 */
export function bulkSteps<I>(
  definition: BulkDefinition<I>,
): Pick<
  Action<z.ZodObject<z.ZodRawShape>, typeof bulkOutputSchema, never>,
  'prepare' | 'start' | 'recover' | 'follow' | 'cancel'
> {
  const { done, action } = definition;
  const nameOf = typeof action === 'string' ? () => action : action;

  async function look(
    context: ActionContext<I>,
    tally: Tally,
    lines: string[],
  ): Promise<void> {
    for (const item of [...tally.active]) {
      const run = await context.runs.read(item.key);
      if (run && !isEnded(run.state)) {
        if (context.cancelRequested) await stop(context, item);
        continue;
      }
      tally.active.splice(tally.active.indexOf(item), 1);
      lines.push(
        run
          ? endChild(run, item.title, tally, done)
          : gone(item.title, tally),
      );
    }
  }

  /** Without a run there is nobody to ask: runs are forgotten after 90 days. */
  function gone(title: string, tally: Tally): string {
    const reason = 'its run is not there any more.';
    tally.failed.push({ title, reason });
    return `${title}: ${reason}`;
  }

  /** One that cannot be asked now is asked at the next look. */
  async function stop(context: ActionContext<I>, item: BulkItem) {
    try {
      await context.runs.cancel(item.key);
    } catch (error) {
      context.logger.warn(`${item.title} could not be asked to stop`, {
        error: String(error),
      });
    }
  }

  async function begin(
    context: ActionContext<I>,
    tally: Tally,
    lines: string[],
  ): Promise<void> {
    const atOnce = definition.atOnce(context.input);
    for (let tries = 0; tries < TRIES; tries++) {
      if (tally.active.length >= atOnce || tally.todo.length === 0) return;
      const [item] = tally.todo;
      try {
        await context.runs.begin(
          item.key,
          nameOf(context.input),
          definition.inputOf(item.key, context.input),
        );
        tally.active.push(item);
      } catch (error) {
        lines.push(refused(error, item.title, tally));
      }
      tally.todo.shift();
    }
  }

  function refused(error: unknown, title: string, tally: Tally): string {
    if (error instanceof RunRefusedError) {
      const reason = error.message;
      if (error.codes.every(code => LEFT_CODES.includes(code))) {
        tally.leftCount++;
        return `${title}: left as it is. ${reason}`;
      }
      tally.failed.push({ title, reason });
      return `${title}: not begun. ${reason}`;
    }
    if (error instanceof NotFoundError) {
      tally.failed.push({ title, reason: error.message });
      return `${title}: not begun. ${error.message}`;
    }
    throw error;
  }

  return {
    async prepare(context): Promise<BulkCursor> {
      const { items, left } = await definition.plan(
        context as unknown as ActionContext<I>,
      );
      return {
        total: items.length,
        todo: items,
        active: [],
        left,
        succeeded: 0,
        leftCount: left.length,
        failed: [],
        cancelled: [],
      };
    },
    // Nothing is sent but by the runs that it begins.
    start: async (_, cursor) => cursor,
    recover: async (_, cursor) => cursor,

    async follow(context, cursor): Promise<Look> {
      const of = context as unknown as ActionContext<I>;
      const before = cursor as BulkCursor;
      const tally: Tally = {
        ...before,
        todo: [...before.todo],
        active: [...before.active],
        failed: [...before.failed],
        cancelled: [...before.cancelled],
        left: [],
      };
      const lines = before.left.map(
        ({ title, reason }) => `${title}: left as it is. ${reason}`,
      );
      await look(of, tally, lines);
      if (!of.cancelRequested) await begin(of, tally, lines);
      const isOver =
        tally.active.length === 0 &&
        (tally.todo.length === 0 || of.cancelRequested);
      const open = tally.active.length + tally.todo.length;
      const ended = tally.total - open;
      return {
        cursor: tally,
        lines,
        step: `${ended} of ${tally.total} ended, ${tally.active.length} in progress`,
        progress: tally.total === 0 ? 1 : ended / tally.total,
        ...(isOver && { end: endOf(tally, of.cancelRequested, done) }),
      };
    },

    // That it was asked for is noted with the run: the next look begins no more, and asks those in progress.
    async cancel() {},
  };
}
