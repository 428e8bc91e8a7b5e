import type { Run } from '@reverb256/backstage-plugin-infra-common';
import type { Look } from './action';

/** One of many things to which the same is done. @public */
export interface BulkItem {
  /** Names it among those of its run. */
  key: string;
  /** What people call it. */
  title: string;
}

/** Something to which it is not done, and why. @public */
export interface LeftItem {
  title: string;
  reason: string;
}

/** How far a bulk run has come. */
export interface Tally {
  total: number;
  todo: BulkItem[];
  active: BulkItem[];
  /** Left as they are, and not yet told of. */
  left: LeftItem[];
  /** Of `failed`, those that the plan had, and that are not yet told of. */
  refused: LeftItem[];
  succeeded: number;
  leftCount: number;
  failed: LeftItem[];
  cancelled: string[];
}

/** How many are named in a message; the log names all. */
const NAMED = 10;

/** The first of a list, and how many more there are. @public */
export function nameSome(names: readonly string[]): string {
  const more = names.length - NAMED;
  const named = names.slice(0, NAMED).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

/** Counts how one has ended. @returns what the log says of it */
export function endChild(
  run: Run,
  title: string,
  tally: Tally,
  done: string,
): string {
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

/** How the whole ends. Pure. */
export function endOf(
  tally: Tally,
  wasCancelled: boolean,
  done: string,
): Look['end'] {
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
