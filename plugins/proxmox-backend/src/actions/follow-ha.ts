import type {
  ActionContext,
  Look,
} from '@reverb256/backstage-plugin-infra-node';
import type { GuestRef } from '@reverb256/backstage-plugin-proxmox-node';
import type { Followed, TaskCursor } from './follow-task';
import { hasTakenUp, judgeHa, type HaGoal } from './judge-ha';

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
}

/** What the HA manager calls a guest. */
export const haIdOf = ({ type, vmid }: Pick<GuestRef, 'type' | 'vmid'>) =>
  `${type === 'qemu' ? 'vm' : 'ct'}:${vmid}`;

/** Looks once what the HA manager makes of what it was asked. */
export async function followHa(
  { operator, title }: Followed,
  { signal }: ActionContext<unknown>,
  cursor: HaCursor,
  goal: HaGoal,
): Promise<Look> {
  const rows = await operator.haStatus({ signal });
  const row = rows.find(
    each => each.type === 'service' && each.sid === cursor.ha,
  );
  const haState = row && `${row.state} on ${row.node ?? 'no node'}`;
  const taken = cursor.haTaken ?? false;
  const haSince = cursor.haSince ?? Date.now();
  return {
    cursor: {
      ...cursor,
      haState,
      haSince,
      haTaken: taken || hasTakenUp(goal, row),
    },
    lines:
      haState && haState !== cursor.haState
        ? [`HA manager: ${cursor.ha} is ${haState}`]
        : [],
    step: `HA manager: ${row?.state ?? 'not known'}`,
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
