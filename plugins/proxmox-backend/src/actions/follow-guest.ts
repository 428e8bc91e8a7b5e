import {
  SourceFailure,
  type ActionContext,
  type Look,
} from '@reverb256/backstage-plugin-infra-node';
import {
  parseUpid,
  type GuestRef,
  type GuestStatus,
} from '@reverb256/backstage-plugin-proxmox-node';
import { followHa, haIdOf, type HaCursor } from './follow-ha';
import { followTask, type Followed, type TaskDone } from './follow-task';
import type { HaGoal } from './judge-ha';

/** How far the follower of a change to a guest has come. */
export interface GuestCursor extends HaCursor {
  /** When the guest itself was first looked at, after its task was OK, in milliseconds since the epoch. */
  guestSince?: number;
}

/** The state that a guest must be seen in, where its task's end is not the end yet. */
export interface AwaitedState {
  /** Where it is looked for. */
  node: string;
  reached(status: GuestStatus): boolean;
  /** What has not come about if it stays as it is, as `it was not started again`. */
  otherwise: string;
}

/** A change to a guest that is followed. */
export interface FollowedGuest extends Followed {
  guest: GuestRef;
  /** What the HA manager is asked for, where it is what carries it out. */
  ha?: HaGoal;
  /** Without it the end of the task is the end. */
  awaits?: AwaitedState;
  /** What is told of one that ended well, and of whose state nothing more is asked. */
  output: Record<string, unknown>;
  /** What is said of a task that failed besides: how the guest is now. */
  afterFailure?(signal: AbortSignal): Promise<string>;
}

/** What a guest is expected to be seen in its state within, once its task is OK. */
const SEEN_WITHIN_SECONDS = 60;

/** What people call the state of a guest. */
export function wordOf({ status, lock, qmpstatus }: GuestStatus): string {
  if (status === 'stopped' && lock === 'suspended') return 'suspended';
  return qmpstatus === 'paused' ? 'paused' : status;
}

async function lookAtGuest(
  followed: FollowedGuest,
  { signal }: ActionContext<unknown>,
  { cursor, lines }: TaskDone,
): Promise<Look> {
  const { operator, guest, title, awaits, output } = followed;
  if (!awaits) {
    return { cursor, lines, end: { state: 'succeeded', output } };
  }
  const { node, reached, otherwise } = awaits;
  const since = (cursor as GuestCursor).guestSince ?? Date.now();
  const now = await operator.guestStatus({ ...guest, node }, { signal });
  const status = wordOf(now);
  const next: GuestCursor = { ...cursor, guestSince: since };
  if (reached(now)) {
    return {
      cursor: next,
      lines,
      end: { state: 'succeeded', output: { status, node } },
    };
  }
  return {
    cursor: next,
    lines,
    step: `Its task is done; ${title} is ${status}`,
    cancellable: false,
    end:
      (Date.now() - since) / 1000 > SEEN_WITHIN_SECONDS
        ? {
            state: 'failed',
            error: {
              kind: 'timeout',
              message: `The task ended well, but ${otherwise}: ${title} is ${status} on node ${node}, ${SEEN_WITHIN_SECONDS} s after. Look at its tasks on that node.`,
            },
          }
        : undefined,
  };
}

/** A failed task with how the guest is now, as far as that can be found out. */
async function withAftermath(
  { afterFailure }: FollowedGuest,
  look: Look,
  signal: AbortSignal,
): Promise<Look> {
  const { end } = look;
  if (!afterFailure || !end || end.state !== 'failed') return look;
  const aftermath = await afterFailure(signal).catch(
    error => SourceFailure.from(error).message,
  );
  const message = `${end.error.message} ${aftermath}`;
  return { ...look, end: { ...end, error: { ...end.error, message } } };
}

/** Looks once how far a change to a guest has come: its task, and after it the HA manager or the guest itself. */
export async function followGuest(
  followed: FollowedGuest,
  context: ActionContext<unknown>,
  cursor: GuestCursor,
): Promise<Look> {
  const { ha, guest } = followed;
  if (cursor.ha && ha) return followHa(followed, context, cursor, ha);
  if (cursor.guestSince) {
    return lookAtGuest(followed, context, { cursor, lines: [] });
  }
  const result = await followTask(followed, context, cursor);
  if ('look' in result) {
    return withAftermath(followed, result.look, context.signal);
  }
  const { done } = result;
  if (ha && /^ha/.test(parseUpid(cursor.task!)?.type ?? '')) {
    // That it is OK only means that the HA manager was asked.
    return {
      cursor: { ...done.cursor, ha: haIdOf(guest) },
      lines: done.lines,
      step: 'The HA manager was asked, and has it to do',
      cancellable: false,
    };
  }
  try {
    return await lookAtGuest(followed, context, done);
  } catch (error) {
    // The log is not read a second time: what was read of it is told now, and the guest is looked at again.
    const step = `Its task is done. ${SourceFailure.from(error).message}`;
    return {
      cursor: { ...done.cursor, guestSince: Date.now() } as GuestCursor,
      lines: done.lines,
      step,
      cancellable: false,
    };
  }
}
