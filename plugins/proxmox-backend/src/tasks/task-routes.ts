import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  defineRoute,
  SourceFailure,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxClusterReadPermission,
  proxmoxGuestReadPermission,
  taskHistorySchema,
  taskLogSchema,
  type ProxmoxTask,
  type ProxmoxTasks,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { fromTaskStatus, toTask } from '../details/tasks';
import { guestSight, visibleVmids } from '../guest-sight';
import { assertOnline, nodeLimits } from '../reads/limits';
import { assertNode, knownInventory, type ReadDeps } from '../reads/read-deps';
import { whenGone } from '../reads/when-gone';
import { parseCursor } from './merge-tasks';
import { readTaskHistory } from './read-history';
import { guestOfTask, isLogFor } from './task-guest';

/** A log that somebody follows is asked for at most so often, however many follow it. */
const LOG_FRESH_SECONDS = 1;

const several = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat())
  .optional();

const historyQuery = z.object({
  nodes: several.meta({
    description: 'Only these, as often as there are; all, or the first 16',
  }),
  guest: z
    .string()
    .regex(/^(qemu|lxc)\/[1-9]\d*$/)
    .optional(),
  type: z
    .string()
    .regex(/^[\w-]+$/)
    .optional()
    .meta({
      description: "Proxmox's word for it, such as qmstart",
    }),
  user: z.string().optional(),
  failed: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  before: z.string().optional().meta({
    description: 'The `next` of the page before, or a time',
  }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const logQuery = z.object({
  after: z.coerce.number().int().min(0).default(0).meta({
    description: 'How many lines are there already',
  }),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});

async function whatIsSeen(
  { permissions }: ReadDeps,
  cluster: string,
  inventory: Awaited<ReturnType<typeof knownInventory>>,
  credentials: Parameters<typeof guestSight>[1],
) {
  const sight = await guestSight(permissions, credentials);
  const sees = visibleVmids(sight, cluster, inventory);
  return {
    seesLog: (task: ProxmoxTask) =>
      sight.extent === 'all' || isLogFor(task, sees),
    sees: (task: ProxmoxTask) => {
      const vmid = guestOfTask(task);
      return vmid === undefined || sees(vmid);
    },
  };
}

function historyRoute(deps: ReadDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/v1/tasks/{cluster}',
    summary: 'What nodes did, from their own archives',
    permission: proxmoxClusterReadPermission,
    params: z.object({ cluster: z.string() }),
    query: historyQuery,
    response: taskHistorySchema,
    async handler({ params: { cluster }, query, credentials, response }) {
      const inventory = await knownInventory(deps, cluster);
      const { nodes, guest, type, user, failed, since, limit } = query;
      nodes?.forEach(node => assertNode(inventory, cluster, node));
      const before = query.before ? parseCursor(query.before) : undefined;
      if (query.before && !before) {
        throw new InputError(
          'The query is not valid: before: must be the `next` of a page, or a time as ISO 8601',
        );
      }
      const { sees } = await whatIsSeen(deps, cluster, inventory, credentials);
      response.setHeader('Cache-Control', 'private, no-store');
      return readTaskHistory(
        deps,
        inventory,
        {
          cluster,
          nodes: nodes && [...new Set(nodes)],
          before,
          limit,
          filter: {
            ...(guest && { vmid: guest.split('/')[1] }),
            ...(type && { type }),
            ...(user && { user }),
            ...(failed && { failed }),
            ...(since && { since: new Date(since) }),
          },
        },
        sees,
      );
    },
  });
}

/** What the cluster's own list says of a task, where it still has it: when it ended is told nowhere else. */
async function endOf({ store }: ReadDeps, cluster: string, upid: string) {
  const { data } = await store.read<ProxmoxTasks>('tasks', cluster);
  return data?.tasks[upid]?.endedAt;
}

function logRoute(deps: ReadDeps): Route {
  const { clients, cache } = deps;
  return defineRoute({
    method: 'get',
    path: '/v1/tasks/{cluster}/{upid}/log',
    summary: 'A piece of the log of a task, and how the task is',
    permission: proxmoxClusterReadPermission,
    params: z.object({ cluster: z.string(), upid: z.string() }),
    query: logQuery,
    response: taskLogSchema,
    async handler({ params: p, query, credentials, response }) {
      const { cluster, upid } = p;
      const { after, limit } = query;
      const inventory = await knownInventory(deps, cluster);
      const named = toTask({ upid });
      if (!named) {
        throw new InputError('That is not the name of a task (UPID).');
      }
      assertNode(inventory, cluster, named.node);
      const { sees, seesLog } = await whatIsSeen(
        deps,
        cluster,
        inventory,
        credentials,
      );
      if (!sees(named)) {
        throw new NotFoundError(
          `Cluster ${cluster} has no such task, as far as you and the portal may see.`,
        );
      }
      if (!seesLog(named)) {
        throw new NotAllowedError(
          `This log may name any guest, and you may see some of them only: it needs ${proxmoxGuestReadPermission.name} on all guests.`,
        );
      }
      response.setHeader('Cache-Control', 'private, no-store');
      const { data, error } = await cache.read(
        {
          key: [cluster, 'log', upid, after, limit].join('/'),
          title: `The log of a task on node ${named.node}`,
          freshSeconds: LOG_FRESH_SECONDS,
          limits: nodeLimits(cluster, named.node),
          async read(signal) {
            assertOnline(inventory, named.node);
            const { details } = clients.get(cluster);
            // The log last: a task that had ended before has written all of it.
            const status = await details.taskStatus(upid, { signal });
            const rows = await details.taskLog(
              upid,
              { after, limit },
              { signal },
            );
            return { status, rows };
          },
        },
        whenGone(response),
      );
      if (!data || error) {
        throw new SourceFailure(
          error?.kind ?? 'invalid',
          error?.message ?? 'The log could not be read',
        );
      }
      // Of an empty log Proxmox answers a line that says so.
      const lines = data.rows
        .filter(({ n, t }) => !(n === 1 && t === 'no content'))
        .map(({ t }) => t);
      const task = fromTaskStatus(upid, data.status)!;
      return {
        task: { ...task, endedAt: await endOf(deps, cluster, upid) },
        lines,
        next: after + lines.length,
      };
    },
  });
}

/** The routes of tasks. */
export const createTaskRoutes = (deps: ReadDeps): Route[] => [
  historyRoute(deps),
  logRoute(deps),
];
