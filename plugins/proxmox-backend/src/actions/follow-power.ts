import type {
  ActionContext,
  Look,
  RunCursor,
} from '@reverb256/backstage-plugin-infra-node';
import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import {
  parseUpid,
  type HaStatusRow,
  type ProxmoxClient,
  type ProxmoxOperator,
} from '@reverb256/backstage-plugin-proxmox-node';
import type { PowerGoal } from './power-preflight';

/** How far the follower has come. */
export interface PowerCursor extends RunCursor {
  task?: string;
  /** How many lines of the task's log have been read. */
  lines?: number;
  /** The HA resource whose state is waited for, once its task is done. */
  ha?: string;
  /** The state of the HA resource when last looked, so that each is told once. */
  haState?: string;
  /** Whether the manager has taken up what was asked: it does so at its next round, 10 s later. */
  haTaken?: boolean;
  /** When the manager was first looked at, in milliseconds since the epoch. */
  haSince?: number;
}

/** What is followed, and by whom. */
export interface Followed {
  client: ProxmoxClient;
  operator: ProxmoxOperator;
  goal: PowerGoal;
  title: string;
  type: 'qemu' | 'lxc';
  vmid: string;
}

/** Proxmox writes this in place of an empty log. */
const EMPTY_LOG = 'no content';

/** An ended task's status is a success when it is `OK` or only warns (pve-common, PVE/UPID.pm). */
export const isSuccess = (exitstatus: string | undefined) =>
  exitstatus === 'OK' || /^WARNINGS: \d+$/.test(exitstatus ?? '');

/** A worker that was asked to end says this; one that did not, and was killed, says nothing (pve-common, UPID.pm). */
const INTERRUPTED = /received interrupt|unexpected status/;

/** How many pages of a log are read at one look. */
const PAGES = 20;

/** The lines that are new: all of them, so that a task that has ended is read to its end. */
async function readLog(
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
  task: string,
  failure: SourceFailure,
  cursor: PowerCursor,
  signal: AbortSignal,
): Promise<Look> {
  const node = parseUpid(task)?.node;
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

async function followTask(
  followed: Followed,
  context: ActionContext<unknown>,
  cursor: PowerCursor,
): Promise<Look> {
  const { operator, goal, type, vmid } = followed;
  const { signal } = context;
  const task = cursor.task!;
  // The state first: lines that come in between belong to a later look.
  const { status, exitstatus } = await operator.taskStatus(task, { signal });
  const lines = await readLog(operator, task, cursor.lines ?? 0, signal);
  const next = { ...cursor, lines: (cursor.lines ?? 0) + lines.length };
  if (status !== 'stopped') {
    return {
      cursor: next,
      lines,
      step: `Task ${parseUpid(task)?.type} is running`,
    };
  }
  if (!isSuccess(exitstatus)) {
    return {
      cursor: next,
      lines,
      end: {
        state:
          context.cancelRequested && INTERRUPTED.test(exitstatus ?? '')
            ? 'cancelled'
            : 'failed',
        error: {
          kind: 'task',
          message: `Proxmox VE took it on, and its task ended with: ${
            exitstatus ?? 'no status'
          }.`,
        },
      },
    };
  }
  if (/^ha/.test(parseUpid(task)?.type ?? '')) {
    // That it is OK only means that the HA manager was asked.
    return {
      cursor: { ...next, ha: `${type === 'qemu' ? 'vm' : 'ct'}:${vmid}` },
      lines,
      step: 'The HA manager was asked, and has it to do',
      cancellable: false,
    };
  }
  return {
    cursor: next,
    lines,
    end: { state: 'succeeded', output: { status: goal } },
  };
}

/** What the HA manager is expected to have taken up within; its rounds are 10 s apart. */
const HA_TAKES_UP_WITHIN_SECONDS = 180;

const WANTED: Record<PowerGoal, string> = {
  running: 'started',
  stopped: 'stopped',
};

/** What is known when the HA manager's state of a resource is judged. */
export interface HaSituation {
  goal: PowerGoal;
  title: string;
  row: HaStatusRow | undefined;
  /** Whether the manager was seen to have taken up what was asked. */
  taken: boolean;
  /** Since it was first looked whether the manager has taken it up. */
  secondsWatched: number;
}

const failed = (kind: 'rejected' | 'task' | 'timeout', message: string) => ({
  state: 'failed' as const,
  error: { kind, message },
});

/** What the HA manager's state of a resource means for what was asked; undefined while it is under way. Pure. */
export function judgeHa(situation: HaSituation): Look['end'] {
  const { goal, title, row, taken, secondsWatched } = situation;
  const wanted = WANTED[goal];
  if (!row) {
    return failed(
      'rejected',
      `${title} is not managed by HA any more, so nobody carries out what was asked. Ask again.`,
    );
  }
  if (row.state === 'error') {
    return failed(
      'task',
      `The HA manager could not do it and has put ${title} into the state 'error'. Its log is on node ${
        row.node ?? 'of the guest'
      }; set the resource to 'disabled' and then to what is wanted.`,
    );
  }
  if (row.request_state === wanted) {
    return row.state === wanted
      ? { state: 'succeeded', output: { status: goal, node: row.node ?? '' } }
      : undefined;
  }
  if (taken) {
    return failed(
      'rejected',
      `Somebody asked the HA manager for '${row.request_state}' of ${title} in the meantime, so '${wanted}' will not be reached.`,
    );
  }
  if (secondsWatched > HA_TAKES_UP_WITHIN_SECONDS) {
    return failed(
      'timeout',
      `The HA manager was asked and has not taken it up for ${HA_TAKES_UP_WITHIN_SECONDS} s. See whether there is a master: ha-manager status.`,
    );
  }
  return undefined;
}

async function followHa(
  followed: Followed,
  context: ActionContext<unknown>,
  cursor: PowerCursor,
): Promise<Look> {
  const rows = await followed.operator.haStatus({ signal: context.signal });
  const row = rows.find(
    each => each.type === 'service' && each.sid === cursor.ha,
  );
  const haState = row?.state;
  const { goal, title } = followed;
  const taken = cursor.haTaken ?? false;
  const haSince = cursor.haSince ?? Date.now();
  return {
    cursor: {
      ...cursor,
      haState,
      haSince,
      haTaken: taken || row?.request_state === WANTED[goal],
    },
    lines:
      haState && haState !== cursor.haState
        ? [
            `HA manager: ${cursor.ha} is ${haState} on ${
              row?.node ?? 'no node'
            }`,
          ]
        : [],
    step: `HA manager: ${haState ?? 'not known'}`,
    // Its task is done; the manager is asked for another state by another action.
    cancellable: false,
    end: judgeHa({
      goal,
      title,
      row,
      taken,
      secondsWatched: (Date.now() - haSince) / 1000,
    }),
  };
}

/** Looks once how far a power action has come: its task, and after it what the HA manager makes of it. */
export async function followPower(
  followed: Followed,
  context: ActionContext<unknown>,
  cursor: PowerCursor,
): Promise<Look> {
  if (cursor.ha) return followHa(followed, context, cursor);
  try {
    return await followTask(followed, context, cursor);
  } catch (error) {
    const failure = SourceFailure.from(error);
    if (failure.kind !== 'unreachable') throw failure;
    return afterNodeLost(
      followed,
      cursor.task!,
      failure,
      cursor,
      context.signal,
    );
  }
}
