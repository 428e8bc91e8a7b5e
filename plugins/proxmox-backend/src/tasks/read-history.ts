import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxTask,
  TaskHistory,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { TaskFilter } from '@reverb256/backstage-plugin-proxmox-node';
import { toTask } from '../details/tasks';
import { assertOnline, nodeLimits } from '../reads/limits';
import type { ReadDeps } from '../reads/read-deps';
import { tokenPermissions } from '../reads/token-sight';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { ownTasksOnly } from './own-tasks';
import {
  formatCursor,
  mergeTasks,
  type Cursor,
  type NodePage,
} from './merge-tasks';

/** More nodes are not asked for one answer, unless somebody chooses them. */
const NODES_AT_ONCE = 16;

/** More than a page is asked for: of those that overlap with others in time, some are for the next page. */
const SPARE = 20;

/** So many tasks of one node are asked for at most. */
const MOST = 2000;

const FRESH_SECONDS = 5;

/** What of the history is asked for. */
export interface HistoryQuery {
  cluster: string;
  nodes?: readonly string[];
  before?: Cursor;
  limit: number;
  filter: Omit<TaskFilter, 'limit' | 'until'>;
}

/** That the history ends before its end. */
const tooMany = (node: string) =>
  new SourceFailure(
    'invalid',
    `More than ${MOST.toLocaleString(
      'en',
    )} tasks of node ${node} ran at the same time, so what it did before is not told here. Choose a type, a user or a guest to look for it.`,
  );

/** Whom to ask, and who would be too many: those that can answer first. */
export function chooseNodes(
  inventory: ProxmoxInventory,
  chosen: readonly string[] | undefined,
): { ask: string[]; notAsked: string[] } {
  if (chosen?.length) return { ask: [...chosen], notAsked: [] };
  const isOffline = (name: string) =>
    Number(inventory.nodes[name].status === 'offline');
  const names = Object.keys(inventory.nodes).sort(
    (a, b) => isOffline(a) - isOffline(b) || (a < b ? -1 : 1),
  );
  return {
    ask: names.slice(0, NODES_AT_ONCE),
    notAsked: names.slice(NODES_AT_ONCE).sort(),
  };
}

type NodeAnswer = NodePage & {
  node: string;
  error?: TaskHistory['unread'][number]['error'];
};

async function readNode(
  deps: Pick<ReadDeps, 'clients' | 'cache'>,
  inventory: ProxmoxInventory,
  { cluster, before, filter }: HistoryQuery,
  node: string,
  limit: number,
): Promise<NodeAnswer> {
  const asked: TaskFilter = {
    ...filter,
    limit,
    until: before && new Date(before.startedAt),
  };
  const { data, error } = await deps.cache.read({
    key: [cluster, 'tasks', node, JSON.stringify(asked)].join('/'),
    title: `The tasks of node ${node}`,
    freshSeconds: FRESH_SECONDS,
    limits: nodeLimits(cluster, node),
    async read(signal) {
      assertOnline(inventory, node);
      const rows = await deps.clients
        .get(cluster)
        .details.nodeTasks(node, asked, { signal });
      return {
        tasks: rows.flatMap(row => toTask(row) ?? []),
        isFull: rows.length >= limit,
      };
    },
  });
  return {
    node,
    tasks: data?.tasks ?? [],
    isFull: data?.isFull ?? false,
    error,
  };
}

/**
 * What nodes did, from their own archives, a page at a time. A node that does not answer is named, and the others tell
 * what they know.
 *
 * @param sees - whether a task may be shown to whoever asks
 */
export async function readTaskHistory(
  deps: Pick<ReadDeps, 'clients' | 'cache' | 'clock'>,
  inventory: ProxmoxInventory,
  query: HistoryQuery,
  sees: (task: ProxmoxTask) => boolean,
): Promise<TaskHistory> {
  const { ask, notAsked } = chooseNodes(inventory, query.nodes);
  const since = deps.clock();
  const permissions = await tokenPermissions(deps, query.cluster);
  const { token } = deps.clients.get(query.cluster).cluster;
  /** Why a node did not tell everything; undefined where it did. */
  const whyUnread = (
    { node, error, isFull }: NodeAnswer,
    isCutOff: boolean,
  ): TaskHistory['unread'][number]['error'] | undefined => {
    if (error) return error;
    const failure =
      ownTasksOnly(permissions, token.id, `/nodes/${node}`) ??
      (isCutOff && isFull ? tooMany(node) : undefined);
    return failure?.toSourceError(since);
  };
  for (let size = query.limit + SPARE; ; size *= 4) {
    const count = Math.min(size, MOST);
    const answers = await Promise.all(
      ask.map(node => readNode(deps, inventory, query, node, count)),
    );
    const { tasks, hasMore, next } = mergeTasks(
      answers,
      query.before,
      query.limit,
      sees,
    );
    // So many overlap, or are not for this viewer, that none is certain to be next: more must be seen of them.
    if (tasks.length === 0 && hasMore && count < MOST) continue;
    return {
      tasks,
      unread: answers.flatMap(answer => {
        const error = whyUnread(answer, hasMore && !next);
        return error ? [{ node: answer.node, error }] : [];
      }),
      notAsked,
      ...(next && { next: formatCursor(next) }),
    };
  }
}
