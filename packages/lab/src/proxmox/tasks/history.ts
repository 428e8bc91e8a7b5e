import { hash, hashText } from '../../random.ts';
import type { Cluster } from '../cluster.ts';
import type { Task } from './tasks.ts';
import { encodeUpid } from './upid.ts';

const DAY = 86_400;
/** Days that are remembered: as long as a quiet node's index goes back at least. */
const DAYS = 14;

interface Nightly {
  type: string;
  /** Seconds after midnight, UTC. */
  at: number;
  seconds: number;
  user: string;
}

/** What every node does every night: when, for how long, as whom. */
const NIGHTLY: Nightly[] = [
  { type: 'vzdump', at: 2.5 * 3600, seconds: 2400, user: 'root@pam' },
  { type: 'aptupdate', at: 4.2 * 3600, seconds: 8, user: 'root@pam' },
  { type: 'vncshell', at: 19.1 * 3600, seconds: 900, user: 'ops@pve' },
];

/** pve-manager VZDump.pm exec_backup, APT.pm update_database. */
function linesOf(task: Omit<Task, 'log'>): string[] {
  const lines: string[] = [];
  if (task.type === 'vzdump') {
    lines.push(
      'INFO: starting new backup job: vzdump --all 1 --mode snapshot --storage nas --quiet 1',
    );
    if (task.status === 'OK') {
      lines.push('INFO: Backup job finished successfully');
    } else if (task.status === 'job errors') {
      lines.push('INFO: Backup job finished with errors');
    }
  } else if (task.type === 'aptupdate') {
    lines.push('starting apt-get update');
  }
  if (task.status === 'OK') lines.push('TASK OK');
  else if (task.status === 'job errors') lines.push('TASK ERROR: job errors');
  return lines;
}

function nightly(
  cluster: Cluster,
  node: string,
  job: Nightly,
  day: number,
): Task | undefined {
  const key = hashText(node) + NIGHTLY.indexOf(job);
  const random = hash(cluster.seed, key, day / DAY);
  const starttime = Math.floor(day + job.at + random * 600);
  const boot = cluster.lastBoot(node, starttime);
  if (starttime > cluster.clock.seconds() || boot === undefined) {
    return undefined;
  }
  const parts = {
    node,
    starttime,
    type: job.type,
    id: '',
    user: job.user,
    pid: 2000 + Math.floor(random * 4_000_000),
    pstart: Math.max(1, Math.floor((starttime - boot) * 100)),
  };
  const task: Omit<Task, 'log'> = { ...parts, upid: encodeUpid(parts) };
  const due = starttime + Math.floor(job.seconds * (0.5 + random));
  const cut = cluster.downtimes.between(node, starttime, due);
  if (cut) {
    // As long as the node is down, nobody has noticed.
    if (cut.until !== undefined) {
      task.endtime = Math.floor(cut.until);
      task.status = 'unexpected status';
    }
  } else if (due <= cluster.clock.seconds()) {
    const failed = job.type === 'vzdump' && random > 0.93;
    task.endtime = due;
    task.status = failed ? 'job errors' : 'OK';
  }
  return { ...task, log: () => linesOf(task) };
}

/** What a node did on its own account, the last one first: a function of seed and time. */
export function nightlyTasks(cluster: Cluster, node: string): Task[] {
  const today = Math.floor(cluster.clock.seconds() / DAY) * DAY;
  return Array.from({ length: DAYS }, (_, index) => today - index * DAY)
    .flatMap(day => NIGHTLY.map(job => nightly(cluster, node, job, day)))
    .filter(task => task !== undefined)
    .sort((a, b) => b.starttime - a.starttime);
}
