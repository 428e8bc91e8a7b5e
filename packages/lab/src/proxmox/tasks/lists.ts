import type { Cluster } from '../cluster.ts';
import { splitTokenId } from '../users.ts';
import { nightlyTasks } from './history.ts';
import type { Task } from './tasks.ts';

/** RESTEnvironment.pm active_workers: what runs, and so many others. */
const LISTED = 25;

/** pve-manager API2/Tasks.pm convert_token_task. */
export function owner(user: string): { user: string; tokenid?: string } {
  if (!user.includes('!')) return { user };
  const { user: name, name: tokenid } = splitTokenId(user);
  return { user: name, tokenid };
}

/** API2/Tasks.pm check_task_user: a token sees its own, a user also those of the tokens. */
export function isOwn(
  task: { user: string; tokenid?: string },
  userid: string,
): boolean {
  if (userid === task.user) return true;
  return (
    task.tokenid !== undefined && userid === `${task.user}!${task.tokenid}`
  );
}

/** What a node's list says of tasks that run. */
export function activeTasks(cluster: Cluster, node: string): Task[] {
  const nightly = nightlyTasks(cluster, node);
  return [
    ...cluster.tasks.active(node),
    ...nightly.filter(({ endtime }) => endtime === undefined),
  ];
}

/** A node's index, read backwards: the last one to end first. */
export function archivedTasks(cluster: Cluster, node: string): Task[] {
  const nightly = nightlyTasks(cluster, node);
  return [
    ...cluster.tasks.finished(node),
    ...nightly.filter(({ endtime }) => endtime !== undefined),
  ].sort((a, b) => (b.endtime ?? 0) - (a.endtime ?? 0));
}

export function findTask(
  cluster: Cluster,
  node: string,
  upid: string,
): Task | undefined {
  const task =
    cluster.tasks.find(upid) ??
    nightlyTasks(cluster, node).find(candidate => candidate.upid === upid);
  // Logs are on their own node's disk.
  return task?.node === node ? task : undefined;
}

/** A node's share of /cluster/tasks, as it broadcast it last. */
export function broadcastTasks(
  cluster: Cluster,
  node: string,
): Record<string, unknown>[] {
  const running = activeTasks(cluster, node);
  const finished = archivedTasks(cluster, node)
    .sort((a, b) => b.starttime - a.starttime)
    .slice(0, Math.max(0, LISTED - running.length));
  return [...running, ...finished].map(task => {
    const { upid, starttime, type, id, pid, endtime, status } = task;
    return {
      upid,
      node,
      starttime,
      type,
      id,
      ...owner(task.user),
      ...(endtime === undefined ? { pid } : { endtime, status, saved: 1 }),
    };
  });
}
