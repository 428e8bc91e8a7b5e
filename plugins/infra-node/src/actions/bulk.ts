import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { isEnded } from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { RunRefusedError } from '../runs/run-refused-error';
import type { Action, ActionContext, Look, RunCursor } from './action';
import {
  endChild,
  endOf,
  type BulkItem,
  type LeftItem,
  type Tally,
} from './bulk-tally';

/** Which things a bulk run is about, decided when it begins. @public */
export interface BulkPlan {
  items: BulkItem[];
  /** Of which nothing is to be made: it is so already. */
  left: LeftItem[];
  /** To which it cannot be done, and why: the run does not succeed then. */
  failed?: LeftItem[];
}

/** What is done to many things at once. @public */
export interface BulkDefinition<I> {
  /** The action that is run for each. */
  action: string | ((input: I) => string);
  /** What happened to one, in a word: `started`. */
  done: string;
  /** The code by which the action refuses what is so already; `already` if not given. */
  already?: string;
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

type BulkCursor = RunCursor & Tally;

/** How many are tried at one look, so that a look does not take long when many are refused. */
const TRIES = 20;

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
  const { done, action, already = 'already' } = definition;
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
        run ? endChild(run, item.title, tally, done) : gone(item.title, tally),
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
      // The look may take long, and who cancels means those that have not begun.
      if (await context.runs.isCancelRequested()) return;
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
      if (error.codes.every(code => code === already)) {
        tally.leftCount++;
        return `${title}: left as it is. ${reason}`;
      }
      tally.failed.push({ title, reason });
      return `${title}: not begun. ${reason}`;
    }
    if (error instanceof NotFoundError || error instanceof NotAllowedError) {
      tally.failed.push({ title, reason: error.message });
      return `${title}: not begun. ${error.message}`;
    }
    throw error;
  }

  return {
    async prepare(context): Promise<BulkCursor> {
      const {
        items,
        left,
        failed = [],
      } = await definition.plan(context as unknown as ActionContext<I>);
      return {
        total: items.length + failed.length,
        todo: items,
        active: [],
        left,
        refused: failed,
        succeeded: 0,
        leftCount: left.length,
        failed,
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
        refused: [],
      };
      const lines = [
        ...before.left.map(
          ({ title, reason }) => `${title}: left as it is. ${reason}`,
        ),
        ...before.refused.map(
          ({ title, reason }) => `${title}: not begun. ${reason}`,
        ),
      ];
      await look(of, tally, lines);
      if (!of.cancelRequested) await begin(of, tally, lines);
      const isOver =
        tally.active.length === 0 &&
        (tally.todo.length === 0 || of.cancelRequested);
      const open = tally.active.length + tally.todo.length;
      const ended = tally.total - open;
      return {
        cursor: { ...tally },
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
