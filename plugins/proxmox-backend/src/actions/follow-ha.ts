import type {
  ActionContext,
  Look,
} from '@reverb256/backstage-plugin-infra-node';
import {
  parseUpid,
  type GuestRef,
  type TaskRow,
} from '@reverb256/backstage-plugin-proxmox-node';
import { readLog, type Followed, type TaskCursor } from './follow-task';
import { hasTakenUp, judgeHa, type HaGoal } from './judge-ha';
import { lastProgress } from './task-progress';

/** How far the follower of what the HA manager does has come. */
export interface HaCursor extends TaskCursor {
  /** The HA resource that is waited for, once the task that asked for it is done. */
  ha?: string;
  /** The state and node of the HA resource when last looked, so that each is told once. */
  haState?: string;
  /** Whether the manager has taken up what was asked: it does so at its next round, 10 s later. */
  haTaken?: boolean;
  /** When the manager was first looked at, in milliseconds since the epoch. */
  haSince?: number;
  /** The task by which the manager moves the guest. */
  haTask?: string;
  /** How many lines of that task's log have been read. */
  haLines?: number;
}

/** A guest whose change the HA manager carries out. */
export interface FollowedHa extends Followed {
  guest: GuestRef;
}

/** What the HA manager calls a guest. */
export const haIdOf = ({ type, vmid }: Pick<GuestRef, 'type' | 'vmid'>) =>
  `${type === 'qemu' ? 'vm' : 'ct'}:${vmid}`;

/** The task by which the HA manager moves the guest, once it has begun; told only to who has Sys.Audit there. */
async function moveOf(
  { operator, guest }: FollowedHa,
  cursor: HaCursor,
  signal: AbortSignal,
): Promise<TaskRow | undefined> {
  const asked = parseUpid(cursor.task ?? '');
  if (!asked) return undefined;
  const rows = await operator.guestTasks(
    { ...guest, node: asked.node },
    { signal },
  );
  return rows.find(({ upid }) => {
    const task = parseUpid(upid);
    // Both times are of the same node's clock.
    return (
      task &&
      ['qmigrate', 'vzmigrate'].includes(task.type) &&
      task.startedAt >= asked.startedAt
    );
  });
}

/** Looks once what the HA manager makes of what it was asked. */
export async function followHa(
  followed: FollowedHa,
  { signal }: ActionContext<unknown>,
  cursor: HaCursor,
  goal: HaGoal,
): Promise<Look> {
  const { operator, title } = followed;
  // The task first: once it is there, the manager's state is not one of before.
  const move =
    'node' in goal ? await moveOf(followed, cursor, signal) : undefined;
  const rows = await operator.haStatus({ signal });
  const row = rows.find(
    each => each.type === 'service' && each.sid === cursor.ha,
  );
  const read = move?.upid === cursor.haTask ? cursor.haLines ?? 0 : 0;
  const told = move ? await readLog(operator, move.upid, read, signal) : [];
  const at = lastProgress(told) ?? cursor.at;
  const haState = row && `${row.state} on ${row.node ?? 'no node'}`;
  const taken = cursor.haTaken || move !== undefined;
  const haSince = cursor.haSince ?? Date.now();
  return {
    cursor: {
      ...cursor,
      haState,
      haSince,
      haTaken: taken || hasTakenUp(goal, row),
      haTask: move?.upid ?? cursor.haTask,
      haLines: move ? read + told.length : cursor.haLines,
      at,
    },
    lines:
      haState && haState !== cursor.haState
        ? [...told, `HA manager: ${cursor.ha} is ${haState}`]
        : told,
    step: `HA manager: ${row?.state ?? 'not known'}`,
    progress: at?.fraction,
    // Its task is done; the manager is asked for another state by another action.
    cancellable: false,
    end: judgeHa({
      goal,
      title,
      row,
      taken,
      move,
      secondsWatched: (Date.now() - haSince) / 1000,
    }),
  };
}
