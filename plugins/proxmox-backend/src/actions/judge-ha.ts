import type { Look } from '@reverb256/backstage-plugin-infra-node';
import type {
  HaStatusRow,
  TaskRow,
} from '@reverb256/backstage-plugin-proxmox-node';
import { isSuccess } from './is-success';

/** What the HA manager was asked for: a state, or another node. */
export type HaGoal =
  | {
      state: 'started' | 'stopped';
      /** How long the guest is given for it, in seconds, beside what the manager takes. */
      givenSeconds?: number;
    }
  | { node: string; from: string };

/** What is known when the HA manager's doing is judged. */
export interface HaSituation {
  goal: HaGoal;
  title: string;
  row: HaStatusRow | undefined;
  /** Whether the manager was seen to have taken up what was asked. */
  taken: boolean;
  /** The task by which it moves the guest, as far as that is told. */
  move?: Pick<TaskRow, 'status'>;
  /** Since it was first looked whether the manager has taken it up. */
  secondsWatched: number;
}

/** What the HA manager is expected to have taken up within; its rounds are 10 s apart. */
const TAKES_UP_WITHIN_SECONDS = 180;

/** After this, a state that was taken up is not waited for any longer: the manager waits for something by itself. */
const REACHED_WITHIN_SECONDS = 15 * 60;

/** The same of a move of which no task is seen to run. */
const MOVED_WITHIN_SECONDS = 2 * 60 * 60;

/** In these a resource stays, until somebody wants something else of it. */
const SETTLED = ['started', 'stopped', 'freeze', 'ignored', 'disabled'];

/** The states in which a resource is being moved. */
const MOVING = ['migrate', 'relocate'];

type End = NonNullable<Look['end']>;

const failed = (
  kind: 'rejected' | 'task' | 'timeout',
  message: string,
): End => ({
  state: 'failed',
  error: { kind, message },
});

/** Whether the manager's state of a resource shows that it has taken up what was asked. Pure. */
export function hasTakenUp(goal: HaGoal, row: HaStatusRow | undefined) {
  if (!row) return false;
  return 'state' in goal
    ? row.request_state === goal.state
    : MOVING.includes(row.state ?? '') || row.node !== goal.from;
}

function judgeState(
  wanted: 'started' | 'stopped',
  { title, taken, secondsWatched }: HaSituation,
  row: HaStatusRow,
): End | undefined {
  if (row.request_state === wanted) {
    return row.state === wanted
      ? {
          state: 'succeeded',
          output: {
            status: wanted === 'started' ? 'running' : 'stopped',
            node: row.node ?? '',
          },
        }
      : undefined;
  }
  if (taken) {
    return failed(
      'rejected',
      `Somebody asked the HA manager for '${row.request_state}' of ${title} in the meantime, so '${wanted}' will not be reached.`,
    );
  }
  return secondsWatched > TAKES_UP_WITHIN_SECONDS
    ? failed(
        'timeout',
        `The HA manager was asked and has not taken it up for ${TAKES_UP_WITHIN_SECONDS} s. See whether there is a master: ha-manager status.`,
      )
    : undefined;
}

function judgeMove(
  { node: target, from }: { node: string; from: string },
  { title, taken, move, secondsWatched }: HaSituation,
  row: HaStatusRow,
): End | undefined {
  // It is there when it is what it is wanted to be there: before, it may still come back.
  const settled = SETTLED.includes(row.state ?? '');
  const asWanted =
    row.request_state === undefined || row.state === row.request_state;
  if (row.node === target) {
    return settled && asWanted
      ? {
          state: 'succeeded',
          output: {
            status: row.state === 'started' ? 'running' : 'stopped',
            node: target,
          },
        }
      : undefined;
  }
  if (!settled) return undefined;
  if (row.node !== from) {
    return failed(
      'task',
      `The HA manager has moved ${title} to node ${row.node}, and not to ${target}: it is '${row.state}' there. Its rules, or the state of ${target}, left it no other choice; see ha-manager status.`,
    );
  }
  if (taken) {
    const { status } = move ?? {};
    return failed(
      'task',
      status !== undefined && isSuccess(status)
        ? `The HA manager moved ${title} to ${target} and has taken it back: it is '${row.state}' on node ${from}. A rule of HA prefers that node; see ha-manager rules.`
        : `The HA manager tried to move ${title} and did not bring it about: it is '${
            row.state
          }' on node ${from}, as before. ${
            status === undefined
              ? `The log of the task that it began is on node ${from}.`
              : `Its task ended with: ${status}.`
          }`,
    );
  }
  return secondsWatched > TAKES_UP_WITHIN_SECONDS
    ? failed(
        'timeout',
        `The HA manager was asked and has not begun to move ${title} for ${TAKES_UP_WITHIN_SECONDS} s: it is '${row.state}' on node ${from}. It leaves out what its rules forbid and what goes to a node that is not online; its log is on the node of the master (ha-manager status).`,
      )
    : undefined;
}

/** That nobody waits any longer: without an end the guest would stay busy for ever. */
function judgeTime(
  { goal, title, move, secondsWatched }: HaSituation,
  row: HaStatusRow,
): End | undefined {
  const isMoving = move !== undefined && move.status === undefined;
  const limit =
    'state' in goal
      ? REACHED_WITHIN_SECONDS + (goal.givenSeconds ?? 0)
      : MOVED_WITHIN_SECONDS;
  if (secondsWatched <= limit || isMoving) return undefined;
  const wanted = 'state' in goal ? `'${goal.state}'` : `node ${goal.node}`;
  return {
    state: 'unknown',
    error: {
      kind: 'timeout',
      message: `The HA manager was asked for ${wanted} and has not come to it in ${Math.round(
        limit / 60,
      )} minutes; it may still. When last looked, ${title} was '${
        row.state ?? 'of no state'
      }' on ${row.node ? `node ${row.node}` : 'no node'}, and '${
        row.request_state ?? 'nothing'
      }' was wanted of it. See ha-manager status, and the log of the node of its master.`,
    },
  };
}

/** What the HA manager's state of a resource means for what was asked; undefined while it is under way. Pure. */
export function judgeHa(situation: HaSituation): End | undefined {
  const { goal, title, row } = situation;
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
  const end =
    'state' in goal
      ? judgeState(goal.state, situation, row)
      : judgeMove(goal, situation, row);
  return end ?? judgeTime(situation, row);
}
