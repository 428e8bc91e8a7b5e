import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';

/** What one node answered from its archive. */
export interface NodePage {
  tasks: readonly ProxmoxTask[];
  /** Whether there may be older ones: it answered as many as it was asked for. */
  isFull: boolean;
}

/** Where a page begins: behind this task. */
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

/**
 * The next tasks of several nodes together. Where a node may have more that belong in between, the page ends before.
 *
 * @returns the tasks, and whether there are more; none and more where the nodes must be asked for more at a time
 */
export function mergeTasks(
  pages: readonly NodePage[],
  after: Cursor | undefined,
  limit: number,
): { tasks: ProxmoxTask[]; hasMore: boolean } {
  const horizon = pages.map(wholeSince).reduce((a, b) => (a > b ? a : b), '');
  const distinct = new Map(
    pages.flatMap(page => page.tasks).map(task => [task.upid, task]),
  );
  const whole = [...distinct.values()]
    .filter(task => !after || compareTasks(after, task) < 0)
    .filter(task => task.startedAt > horizon || !horizon)
    .sort(compareTasks);
  return {
    tasks: whole.slice(0, limit),
    hasMore: whole.length > limit || horizon !== '',
  };
}
