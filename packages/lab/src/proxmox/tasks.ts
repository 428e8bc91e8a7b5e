import { hash, hashText } from '../random.ts';
import type { Cluster } from './cluster.ts';

export interface Task {
  upid: string;
  node: string;
  starttime: number;
  type: string;
  id: string;
  user: string;
  tokenid?: string;
  endtime?: number;
  status?: string;
  saved?: 0 | 1;
  pid?: number;
}

const DAY = 86_400;

/** What every node does every night: when, for how long, as whom. */
const NIGHTLY = [
  { type: 'vzdump', at: 2.5 * 3600, seconds: 2400, user: 'root@pam' },
  { type: 'aptupdate', at: 4.2 * 3600, seconds: 8, user: 'root@pam' },
  { type: 'vncshell', at: 19.1 * 3600, seconds: 900, user: 'ops@pve' },
];

/** pve-common UPID.pm: pid and pstart as eight hexadecimal digits or more. */
function upid(task: Task, pid: number, pstart: number): string {
  const hex = (value: number) =>
    value.toString(16).toUpperCase().padStart(8, '0');
  const { node, starttime, type, id, user } = task;
  return `UPID:${node}:${hex(pid)}:${hex(pstart)}:${hex(
    starttime,
  )}:${type}:${id}:${user}:`;
}

/** The task lists that the nodes share: what runs, and what ended lately. */
export function recentTasks(cluster: Cluster): Task[] {
  const now = cluster.clock.seconds();
  const today = Math.floor(now / DAY) * DAY;
  const tasks: Task[] = [];
  for (const { node, bootedAt } of cluster.inventory.nodes.slice(0, 50)) {
    const key = hashText(node);
    for (const [index, nightly] of NIGHTLY.entries()) {
      for (const day of [today, today - DAY, today - 2 * DAY]) {
        const random = hash(cluster.seed, key + index, day / DAY);
        const starttime = Math.floor(day + nightly.at + random * 600);
        const silent = cluster.outage(node)?.since ?? now;
        if (starttime > Math.min(now, silent)) continue;
        const endtime =
          starttime + Math.floor(nightly.seconds * (0.5 + random));
        const failed = nightly.type === 'vzdump' && random > 0.93;
        const task: Task = {
          upid: '',
          node,
          starttime,
          type: nightly.type,
          id: '',
          user: nightly.user,
        };
        const pid = 2000 + Math.floor(random * 4_000_000);
        const pstart = Math.max(1, (starttime - bootedAt) * 100);
        task.upid = upid(task, pid, pstart);
        if (endtime > silent) {
          task.pid = pid;
        } else {
          task.endtime = endtime;
          task.status = failed ? 'job errors' : 'OK';
          task.saved = 1;
        }
        tasks.push(task);
      }
    }
  }
  return tasks.sort((a, b) => b.starttime - a.starttime);
}
