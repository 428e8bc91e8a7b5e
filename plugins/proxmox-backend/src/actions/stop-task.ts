import { NotFoundError } from '@backstage/errors';
import {
  defineAction,
  SourceFailure,
  type AnyAction,
  type Look,
  type RunCursor,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxOperatePermission,
  proxmoxTaskStopPermission,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { parseUpid } from '@reverb256/backstage-plugin-proxmox-node';
import { z } from 'zod';
import { guestOfTask, namedGuest } from '../tasks/task-guest';
import { operatorOf, type ActionDeps } from './action-deps';
import { isAllowedOnGuest } from './guest-target';
import {
  stopTaskEffects,
  stopTaskObstacles,
  taskTitle,
  type StoppingTask,
  type TaskSubject,
} from './stop-task-preflight';

const input = z.strictObject({
  cluster: z.string().describe('The name of the cluster in the configuration'),
  upid: z
    .string()
    .max(300)
    .regex(/^UPID:[^/]+:$/)
    .describe('The name of the task, as Proxmox VE gives it (UPID)'),
});

/** What is known once it was asked to stop. */
interface StopCursor extends RunCursor {
  /** When it was first looked at, in milliseconds since the epoch. */
  since?: number;
  /** Whether the answer was lost, so that it may not have been asked at all. */
  isUnsure?: boolean;
}

/** Proxmox VE asks a task to end, and ends it by force a few seconds later. */
const ENDS_WITHIN_SECONDS = 60;

/** What a task that does not end means. */
function runsStill(title: string, isUnsure = false): NonNullable<Look['end']> {
  return isUnsure
    ? {
        state: 'unknown',
        error: {
          kind: 'interrupted',
          message: `The answer was lost when Proxmox VE was asked to stop ${title}, and it runs still after ${ENDS_WITHIN_SECONDS} s: whether the request arrived is not known. Look at it, and ask again if it goes on.`,
        },
      }
    : {
        state: 'failed',
        error: {
          kind: 'timeout',
          message: `Proxmox VE was asked to stop ${title}, and it runs still after ${ENDS_WITHIN_SECONDS} s. What it waits for (a storage, mostly) does not let it go; look at its node.`,
        },
      };
}

/** Stops a task of a node, whoever began it. */
export const stopTask = ({ clients, store }: ActionDeps): AnyAction =>
  defineAction<typeof input, z.ZodObject, TaskSubject>({
    name: 'stop-task',
    title: 'Stop task',
    description:
      'Stops a running task of a Proxmox VE cluster; what it had begun stays half done',
    input,
    output: z.strictObject({ status: z.string() }),
    permission: proxmoxTaskStopPermission,
    visibility: proxmoxOperatePermission,
    destructive: true,

    async find({ cluster, upid }) {
      const { data } = await store.read<ProxmoxInventory>('inventory', cluster);
      const task = parseUpid(upid);
      const node = task && data?.nodes[task.node];
      if (!task || !node) {
        throw new NotFoundError(
          `Cluster ${cluster} has no task ${upid}, as far as the portal may see`,
        );
      }
      const title = taskTitle(task);
      const vmid = guestOfTask(task);
      return {
        title: `Stop ${title}`,
        resource: { type: 'proxmox-task', id: `${cluster}/${upid}`, title },
        subject: {
          source: cluster,
          task,
          nodeOnline: node.status === 'online',
          ...(vmid && { guest: namedGuest(data, vmid) }),
        },
      };
    },

    // Whoever is limited to some guests stops nothing that may be about others.
    isAllowed: (decision, { source, guest }) =>
      guest !== undefined && isAllowedOnGuest(decision, { source, guest }),

    async preflight({ upid }, subject) {
      const { operator } = clients.get(subject.source);
      const found: StoppingTask = {
        subject,
        canOperate: operator !== undefined,
        now:
          operator && subject.nodeOnline
            ? await operator.taskStatus(upid).catch(SourceFailure.from)
            : undefined,
      };
      return {
        effects: stopTaskEffects(found),
        obstacles: stopTaskObstacles(found),
      };
    },

    async start({ input: { cluster, upid }, signal }) {
      await operatorOf(clients, cluster).stopTask(upid, { signal });
      return { task: upid };
    },

    async recover({ input: { upid } }): Promise<StopCursor> {
      // A task that runs still may have been asked, and be slow to end: nothing at the cluster tells. Only its end does.
      return { task: upid, isUnsure: true };
    },

    async follow({ input: { cluster, upid }, resource, signal }, cursor) {
      const { status, exitstatus = 'no status' } = await operatorOf(
        clients,
        cluster,
      ).taskStatus(upid, { signal });
      const { since = Date.now(), isUnsure } = cursor as StopCursor;
      const next: StopCursor = { ...cursor, task: upid, since };
      if (status === 'stopped') {
        return {
          cursor: next,
          lines: [`The task has ended with: ${exitstatus}`],
          end: { state: 'succeeded', output: { status: exitstatus } },
        };
      }
      return {
        cursor: next,
        step: isUnsure
          ? 'The answer was lost; it runs still'
          : 'Proxmox VE was asked to stop it, and it runs still',
        end:
          (Date.now() - since) / 1000 > ENDS_WITHIN_SECONDS
            ? runsStill(resource.title, isUnsure)
            : undefined,
      };
    },
  });
