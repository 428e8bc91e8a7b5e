import { isTrue, WithTotal, type Context, type Routes } from '../context.ts';
import { died, parameterError, permissionError } from '../errors.ts';
import {
  activeTasks,
  archivedTasks,
  broadcastTasks,
  findTask,
  isOwn,
  owner,
} from '../tasks/lists.ts';
import type { Task } from '../tasks/tasks.ts';
import { decodeUpid, statusType } from '../tasks/upid.ts';

type Row = Record<string, unknown> & {
  user: string;
  tokenid?: string;
  starttime: number;
  status?: string;
};

function partsOf(task: Task) {
  const { upid, node, pid, pstart, starttime, type, id, user } = task;
  return { upid, node, pid, pstart, starttime, type, id, user };
}

function rowOf(task: Task): Row {
  const { endtime, status } = task;
  return {
    ...partsOf(task),
    ...(endtime !== undefined && { endtime, status }),
  };
}

/** Where those of others may be seen or stopped only with a privilege on the node. */
function checkOwner(
  { users, userid, parameters }: Context,
  task: { user: string },
  privilege: 'Sys.Audit' | 'Sys.Modify',
): void {
  if (isOwn(owner(task.user), userid)) return;
  const path = `/nodes/${parameters.node}`;
  if (!users.acl.has(userid, path, privilege)) {
    throw permissionError(`${path}, ${privilege}`);
  }
}

function parse(context: Context) {
  const parts = decodeUpid(context.parameters.upid);
  if (!parts) throw parameterError({ upid: 'unable to parse worker upid' });
  return parts;
}

function existing(context: Context): Task {
  parse(context);
  const { cluster, local, parameters } = context;
  const task = findTask(cluster, local, parameters.upid);
  if (!task) throw parameterError({ upid: 'no such task' });
  return task;
}

/** The conditions of API2/Tasks.pm node_tasks, but for paging. */
function fits({ parameters, userid, users }: Context): (row: Row) => boolean {
  const { node, userfilter, typefilter, vmid, since, until } = parameters;
  const onlyErrors = isTrue(parameters.errors);
  const states = parameters.statusfilter?.toLowerCase().split(/[,;\s]+/);
  const isAuditor = users.acl.has(userid, `/nodes/${node}`, 'Sys.Audit');
  const hasStatus = (row: Row) => {
    const type = statusType(row.status);
    if (onlyErrors) return type !== 'ok';
    return !states || states.includes(type);
  };
  return row =>
    (!userfilter ||
      row.user.toLowerCase().includes(userfilter.toLowerCase())) &&
    (isAuditor || isOwn(row, userid)) &&
    (!typefilter || row.type === typefilter) &&
    (!vmid || row.id === String(vmid)) &&
    (since === undefined || row.starttime >= Number(since)) &&
    (until === undefined || row.starttime <= Number(until)) &&
    hasStatus(row);
}

function list(context: Context): WithTotal {
  const { cluster, local, parameters } = context;
  const { source = 'archive', start = '0', limit = '50' } = parameters;
  const wanted = fits(context);
  const rows: Row[] = [];
  if (source !== 'archive') {
    // Here the user of a token's task is not taken apart, as there.
    rows.push(
      ...activeTasks(cluster, local)
        .map(rowOf)
        .filter(wanted)
        .map(row => ({ ...row, saved: '0', status: 'RUNNING' })),
    );
  }
  if (source !== 'active') {
    rows.push(
      ...archivedTasks(cluster, local)
        .map(rowOf)
        .map(row => ({ ...row, ...owner(row.user) }))
        .filter(wanted),
    );
  }
  const from = Number(start);
  return new WithTotal(rows.slice(from, from + Number(limit)), rows.length);
}

/** pve-common Tools.pm dump_logfile: a limit of 0 reads to the end. */
function log(context: Context): WithTotal {
  const { cluster, local, parameters } = context;
  checkOwner(context, parse(context), 'Sys.Audit');
  if (isTrue(parameters.download)) {
    throw died('the lab does not send logs as files');
  }
  const task = findTask(cluster, local, parameters.upid);
  if (!task) {
    const t = 'unable to open file - No such file or directory';
    return new WithTotal([{ n: 1, t }], 1);
  }
  const lines = task.log();
  if (lines.length === 0) return new WithTotal([{ n: 1, t: 'no content' }], 1);
  const start = Number(parameters.start ?? 0);
  const limit = Number(parameters.limit ?? 50) || Infinity;
  return new WithTotal(
    lines.map((t, index) => ({ n: index + 1, t })).slice(start, start + limit),
    lines.length,
  );
}

export const taskRoutes: Routes = {
  // pve-manager API2/Cluster.pm tasks: there a token's tasks count as its user's alone.
  'GET /cluster/tasks': ({ cluster, users, userid }) => {
    const all = users.acl.has(userid, '/', 'Sys.Audit');
    return cluster.inventory.nodes
      .slice(0, 50)
      .flatMap(({ node }) => broadcastTasks(cluster, node))
      .filter(task => all || task.user === userid);
  },

  'GET /nodes/{node}/tasks': list,

  'GET /nodes/{node}/tasks/{upid}/log': log,

  'GET /nodes/{node}/tasks/{upid}/status': context => {
    const task = existing(context);
    checkOwner(context, task, 'Sys.Audit');
    const { endtime, status: exitstatus } = task;
    const isRunning = endtime === undefined;
    return {
      ...partsOf(task),
      ...owner(task.user),
      status: isRunning ? 'running' : 'stopped',
      ...(!isRunning && { exitstatus }),
    };
  },

  'DELETE /nodes/{node}/tasks/{upid}': context => {
    const task = existing(context);
    checkOwner(context, task, 'Sys.Modify');
    context.cluster.tasks.stop(task.upid);
    return null;
  },
};
