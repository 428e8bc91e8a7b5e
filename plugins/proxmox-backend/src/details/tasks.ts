import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';
import {
  parseUpid,
  type TaskDetailRow,
  type TaskStatus,
} from '@reverb256/backstage-plugin-proxmox-node';
import { instant, words } from './instant';

/** How a task ended, by Proxmox's words (pve-common, PVE/Tools.pm and UPID.pm); only `OK` and warnings are success. */
export function stateOf(
  status: string | undefined,
  hasEnded: boolean,
): ProxmoxTask['state'] {
  if (!hasEnded) return 'running';
  if (!status || /^(unexpected status|stopped: unexpected)/i.test(status)) {
    return 'unknown';
  }
  if (status === 'OK') return 'succeeded';
  return /^WARNINGS: \d+$/.test(status) ? 'warnings' : 'failed';
}

/** A user with or without the token, `ctrl@pve!portal`, apart. */
function userAndToken(user: string, tokenid: string | undefined) {
  const [name, token] = user.split('!');
  return { user: name, token: words(tokenid) ?? words(token) };
}

/** A task, from a row of a list; undefined for what is not named like one. */
export function toTask(row: TaskDetailRow): ProxmoxTask | undefined {
  const upid = parseUpid(row.upid);
  if (!upid) return undefined;
  const status = row.status === 'RUNNING' ? undefined : words(row.status);
  const endedAt = instant(row.endtime);
  const hasEnded = endedAt !== undefined || status !== undefined;
  return {
    upid: row.upid,
    node: upid.node,
    type: upid.type,
    id: words(upid.id),
    ...userAndToken(upid.user, row.tokenid),
    startedAt: upid.startedAt.toISOString(),
    endedAt,
    state: stateOf(status, hasEnded),
    status,
  };
}

/** A task, from its own status; when it ended is not in there. */
export function fromTaskStatus(
  name: string,
  { status, exitstatus }: TaskStatus,
): ProxmoxTask | undefined {
  const task = toTask({ upid: name });
  const hasEnded = status !== 'running';
  return (
    task && {
      ...task,
      state: stateOf(words(exitstatus), hasEnded),
      status: hasEnded ? words(exitstatus) : undefined,
    }
  );
}
