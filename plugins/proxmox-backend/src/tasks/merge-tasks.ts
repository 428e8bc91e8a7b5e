import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';

/** What one node answered from its archive. */
export interface NodePage {
  tasks: readonly ProxmoxTask[];
  /** Whether there may be older ones: it answered as many as it was asked for. */
  isFull: boolean;
}

/** Where a page begins: behind this task; where it is not named, behind all of that second. */
export interface Cursor {
  startedAt: string;
  upid: string;
}

/** The newest first; of one second in a fixed order. */
export const compareTasks = (a: Cursor, b: Cursor): number => {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1;
  if (a.upid === b.upid) return 0;
  return a.upid < b.upid ? 1 : -1;
};

/** A cursor as text, and back; undefined for what is none. */
export const formatCursor = ({ startedAt, upid }: Cursor): string =>
  `${startedAt}|${upid}`;

export function parseCursor(text: string): Cursor | undefined {
  const [startedAt, upid = ''] = text.split('|');
  const date = new Date(startedAt);
  if (Number.isNaN(date.getTime())) return undefined;
  return { startedAt: date.toISOString(), upid };
}

/**
 * From when on a node's page is whole. Its archive is ordered by the end of tasks: what was not answered ended before
 * all that was, and so began before that too.
 */
function wholeSince({ tasks, isFull }: NodePage): string {
  if (!isFull) return '';
  const ends = tasks.flatMap(task => task.endedAt ?? []);
  return ends.length ? ends.reduce((a, b) => (a < b ? a : b)) : '';
}

/** What was merged: a page, and where the next one begins. */
export interface MergedTasks {
  tasks: ProxmoxTask[];
  hasMore: boolean;
  /**
   * Where to go on. Of what the viewer may not see it tells no more than a time. Absent at the end, and where more must
   * be asked of the nodes to get any further.
   */
  next?: Cursor;
}

/** Behind all that is known in whole: what began in the second of the horizon, and before, comes next. */
const behind = (horizon: string): Cursor => ({
  startedAt: new Date(Date.parse(horizon) + 1000).toISOString(),
  upid: '',
});

/**
 * The next tasks of several nodes together that a viewer may see. Where a node may have more that belong in between, the
 * page ends before.
 *
 * @returns no tasks and more, where the nodes should be asked for more at a time
 */
export function mergeTasks(
  pages: readonly NodePage[],
  after: Cursor | undefined,
  limit: number,
  sees: (task: ProxmoxTask) => boolean = () => true,
): MergedTasks {
  const horizon = pages.map(wholeSince).reduce((a, b) => (a > b ? a : b), '');
  const distinct = new Map(
    pages.flatMap(page => page.tasks).map(task => [task.upid, task]),
  );
  const whole = [...distinct.values()]
    .filter(task => !after || compareTasks(after, task) < 0)
    .filter(task => task.startedAt > horizon || !horizon)
    .filter(sees)
    .sort(compareTasks);
  const tasks = whole.slice(0, limit);
  const hasMore = whole.length > limit || horizon !== '';
  const next = tasks.at(-1) ?? (horizon ? behind(horizon) : undefined);
  const isFurther = next && (!after || compareTasks(after, next) < 0);
  return { tasks, hasMore, ...(hasMore && isFurther && { next }) };
}
