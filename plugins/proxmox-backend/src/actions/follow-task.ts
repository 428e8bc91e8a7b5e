import {
  SourceFailure,
  type ActionContext,
  type Look,
  type RunCursor,
} from '@reverb256/backstage-plugin-infra-node';
import {
  parseUpid,
  type ProxmoxClient,
  type ProxmoxOperator,
} from '@reverb256/backstage-plugin-proxmox-node';
import { isSuccess } from './is-success';
import { lastProgress, type TaskProgress } from './task-progress';

/** How far the follower of a task has come. */
export interface TaskCursor extends RunCursor {
  task?: string;
  /** How many lines of the task's log have been read. */
  lines?: number;
  /** What the log last said of how far it is. */
  at?: TaskProgress;
  /** Whether the log says that the task was asked to end: not every status does. */
  interrupted?: boolean;
}

/** Whose task is followed, and by whom. */
export interface Followed {
  client: ProxmoxClient;
  operator: ProxmoxOperator;
  /** What people call the thing that it is about. */
  title: string;
}

/** A task that ended well: its last lines, and from where to go on. */
export interface TaskDone {
  cursor: TaskCursor;
  lines: string[];
}

/** What was learned of a task: a look as it is told, or that it ended well. */
export type TaskLook = { look: Look } | { done: TaskDone };

/** Proxmox writes this in place of an empty log. */
const EMPTY_LOG = 'no content';

/** A worker that was asked to end says this; one that did not, and was killed, says nothing (pve-common, UPID.pm). */
const INTERRUPTED =
  /received interrupt|unexpected status|interrupted by signal/;

/** How many pages of a log are read at one look. */
const PAGES = 20;

/** The lines that are new: all of them, so that a task that has ended is read to its end. */
export async function readLog(
  operator: ProxmoxOperator,
  task: string,
  read: number,
  signal: AbortSignal,
): Promise<string[]> {
  const lines: string[] = [];
  for (let page = 0; page < PAGES; page++) {
    const after = read + lines.length;
    const rows = await operator.taskLog(task, after, { signal });
    const fresh = rows.filter(row => row.n > after && row.t !== EMPTY_LOG);
    lines.push(...fresh.map(row => row.t));
    if (fresh.length === 0) break;
  }
  return lines;
}

/** What it means that a node does not answer for its task any more. */
async function afterNodeLost(
  { client, title }: Followed,
  cursor: TaskCursor,
  failure: SourceFailure,
  signal: AbortSignal,
): Promise<Look> {
  const node = parseUpid(cursor.task!)?.node;
  const status = await client.clusterStatus({ signal });
  const member = status.find(row => row.type === 'node' && row.name === node);
  if (member?.online !== false) throw failure;
  return {
    cursor,
    end: {
      state: 'unknown',
      error: {
        kind: 'unreachable',
        message: `Node ${node} went offline while it worked on ${title}. Whether the task had come to its end is not known; look at the guest when the node is back.`,
      },
    },
  };
}

/** In what Proxmox says of the parameter `upid`. */
const NO_SUCH_TASK = /no such task/;

/** What it means that a node does not know the task any more that it had begun. */
const afterForgotten = ({ title }: Followed, cursor: TaskCursor): Look => ({
  cursor,
  end: {
    state: 'unknown',
    error: {
      kind: 'rejected',
      message: `Node ${
        parseUpid(cursor.task!)?.node
      } does not know the task any more that it had begun for ${title}: it was set up anew, or its archive of tasks was cleared. What came of it is not known; look at the guest.`,
    },
  },
});

/** What a running task is doing, in a few words. */
function stepOf(task: string, at: TaskProgress | undefined): string {
  const running = `Task ${parseUpid(task)?.type} is running`;
  return at
    ? `${running}: ${at.part} at ${Math.round(at.fraction * 100)} %`
    : running;
}

async function lookAtTask(
  { operator }: Followed,
  { signal, cancelRequested }: ActionContext<unknown>,
  cursor: TaskCursor,
): Promise<TaskLook> {
  const task = cursor.task!;
  // The state first: lines that come in between belong to a later look.
  const { status, exitstatus } = await operator.taskStatus(task, { signal });
  const lines = await readLog(operator, task, cursor.lines ?? 0, signal);
  const at = lastProgress(lines) ?? cursor.at;
  const interrupted =
    cursor.interrupted || lines.some(line => INTERRUPTED.test(line));
  const next: TaskCursor = {
    ...cursor,
    lines: (cursor.lines ?? 0) + lines.length,
    at,
    interrupted,
  };
  if (status !== 'stopped') {
    return {
      look: {
        cursor: next,
        lines,
        step: stepOf(task, at),
        progress: at?.fraction,
      },
    };
  }
  if (isSuccess(exitstatus)) return { done: { cursor: next, lines } };
  const cancelled =
    cancelRequested && (interrupted || INTERRUPTED.test(exitstatus ?? ''));
  return {
    look: {
      cursor: next,
      lines,
      end: {
        state: cancelled ? 'cancelled' : 'failed',
        error: {
          kind: 'task',
          message: `Proxmox VE took it on, and its task ended with: ${
            exitstatus ?? 'no status'
          }.`,
        },
      },
    },
  };
}

/** Looks once how far a task has come; a node that died in between ends it as unknown. */
export async function followTask(
  followed: Followed,
  context: ActionContext<unknown>,
  cursor: TaskCursor,
): Promise<TaskLook> {
  try {
    return await lookAtTask(followed, context, cursor);
  } catch (error) {
    const failure = SourceFailure.from(error);
    // The node knows of no such task (pve-manager, PVE/API2/Tasks.pm): looking again would tell nothing else for ever.
    if (failure.kind === 'rejected' && NO_SUCH_TASK.test(failure.message)) {
      return { look: afterForgotten(followed, cursor) };
    }
    if (failure.kind !== 'unreachable') throw failure;
    return {
      look: await afterNodeLost(followed, cursor, failure, context.signal),
    };
  }
}
