import {
  defineReadingTool,
  type ReadingTool,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxClusterReadPermission,
  type ProxmoxTasks,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { tasksView } from '../related-views';
import { compareTasks } from '../tasks/merge-tasks';
import { guestOfTask } from '../tasks/task-guest';
import { readingOf, readingSchema, type ToolDeps } from './reading';

const input = z.strictObject({
  cluster: z
    .string()
    .optional()
    .describe('Only of this cluster, by its name in list-clusters'),
  node: z.string().optional().describe('Only of this node'),
  vmid: z
    .string()
    .optional()
    .describe('Only about this guest, by its number: 100'),
  state: z
    .enum(['running', 'succeeded', 'warnings', 'failed', 'unknown'])
    .optional()
    .describe('Only in this state'),
  limit: z
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .describe('How many are listed at most'),
});

const output = z.object({
  total: z
    .number()
    .describe('How many there are; more than are listed when there is a limit'),
  tasks: z
    .array(
      z.object({
        cluster: z.string(),
        upid: z.string().describe('The name of the task'),
        node: z.string(),
        type: z.string().describe("Proxmox VE's word: qmstart, vzdump, …"),
        id: z.string().optional().describe('What it is about, mostly a vmid'),
        user: z.string(),
        startedAt: z.string().describe('ISO 8601, UTC'),
        endedAt: z.string().optional().describe('Absent while it runs'),
        state: z.string(),
        status: z
          .string()
          .optional()
          .describe('How it ended, in the words of Proxmox VE'),
      }),
    )
    .describe('The newest first'),
  clusters: z
    .array(z.object({ name: z.string(), ...readingSchema }))
    .describe('How old this is, and what is missing from it'),
});

/** The tasks that the caller may see, as far as the clusters keep them. */
export const listTasks = (deps: ToolDeps): ReadingTool =>
  defineReadingTool({
    name: 'list-tasks',
    title: 'List tasks',
    description:
      'Lists the tasks that run on nodes and the last that ended, about 25 a node, by cluster, node, guest or state; of guests that you may see. Answers from what the portal read last and asks no cluster.',
    permission: proxmoxClusterReadPermission,
    input,
    output,
    async read({ cluster, node, vmid, state, limit }, credentials) {
      const { store } = deps;
      const now = (deps.clock ?? (() => new Date()))();
      const names = cluster ? [cluster] : store.sources.map(each => each.name);
      const view = await tasksView(deps, credentials);
      const snapshots = await Promise.all(
        names.map(async name => {
          const snapshot = await store.read<ProxmoxTasks>('tasks', name);
          return view ? view.apply(snapshot) : snapshot;
        }),
      );
      const found = snapshots
        .flatMap(({ source, data }) =>
          Object.values(data?.tasks ?? {}).map(({ token: _, ...task }) => ({
            cluster: source,
            ...task,
          })),
        )
        .filter(
          task =>
            (node === undefined || task.node === node) &&
            (vmid === undefined || guestOfTask(task) === vmid) &&
            (state === undefined || task.state === state),
        )
        .sort(compareTasks);
      return {
        total: found.length,
        tasks: found.slice(0, limit),
        clusters: snapshots.map(snapshot => ({
          name: snapshot.source,
          ...readingOf(snapshot, now),
        })),
      };
    },
  });
