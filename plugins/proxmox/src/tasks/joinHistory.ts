import type {
  ProxmoxTask,
  TaskHistory,
} from '@reverb256/backstage-plugin-proxmox-common';

/**
 * Several answers as one: each task once, the newest first, as the first answer that has it tells. A node that did not
 * answer once is named: something of it may be missing.
 *
 * @param answers - the one that was given last for a task comes first
 */
export function joinHistory(
  answers: readonly TaskHistory[],
): Pick<TaskHistory, 'tasks' | 'unread' | 'notAsked'> {
  const tasks = new Map<string, ProxmoxTask>();
  const unread = new Map<string, TaskHistory['unread'][number]>();
  const notAsked = new Set<string>();
  for (const answer of answers) {
    for (const task of answer.tasks) {
      if (!tasks.has(task.upid)) tasks.set(task.upid, task);
    }
    for (const each of answer.unread) {
      if (!unread.has(each.node)) unread.set(each.node, each);
    }
    for (const node of answer.notAsked) notAsked.add(node);
  }
  return {
    tasks: [...tasks.values()].sort(
      (a, b) =>
        b.startedAt.localeCompare(a.startedAt) || a.upid.localeCompare(b.upid),
    ),
    unread: [...unread.values()],
    notAsked: [...notAsked],
  };
}
