import {
  PortalClient,
  queryOf,
  serverClock,
} from '@reverb256/backstage-plugin-infra-react';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  taskHistoryPath,
  taskHistorySchema,
  taskLogPath,
  taskLogSchema,
  type TaskHistory,
  type TaskLog,
} from '@reverb256/backstage-plugin-proxmox-common';

/** Which tasks of a cluster are asked for. */
export interface TaskQuery {
  cluster: string;
  /** Only these nodes; as many as the portal asks at a time, if not given. */
  nodes?: readonly string[];
  /** `qemu/100` or `lxc/100`. */
  guest?: string;
  type?: string;
  user?: string;
  isFailed?: boolean;
  /** Not those that began longer ago, in seconds. */
  sinceSeconds?: number;
}

/** How many tasks are asked for at a time. */
const PAGE_SIZE = 50;

/** How many lines are asked for at a time. */
export const LINES_AT_ONCE = 1_000;

const clientOf = (fetchApi: FetchApi) =>
  PortalClient.create({ fetchApi, pluginId: 'proxmox' });

/** The client adds the version by itself. */
const belowVersion = (path: string) => path.replace(/^\/v1/, '');

/** @param before - where to go on, as the last answer told. Throws what `portalProblemOf` tells apart. */
export async function askHistory(
  fetchApi: FetchApi,
  query: TaskQuery,
  before?: string,
): Promise<TaskHistory> {
  const { cluster, nodes = [], guest, type, user, isFailed } = query;
  const params = new URLSearchParams(
    queryOf({
      guest,
      type,
      user,
      failed: isFailed ? true : undefined,
      since:
        query.sinceSeconds === undefined
          ? undefined
          : new Date(
              serverClock.now() - query.sinceSeconds * 1000,
            ).toISOString(),
      before,
      limit: PAGE_SIZE,
    }),
  );
  for (const node of nodes) params.append('nodes', node);
  return await clientOf(fetchApi).get(
    `${belowVersion(taskHistoryPath(cluster))}?${params}`,
    taskHistorySchema,
  );
}

/** @param after - how many lines are there already */
export async function askLog(
  fetchApi: FetchApi,
  cluster: string,
  upid: string,
  after: number,
): Promise<TaskLog> {
  return await clientOf(fetchApi).get(
    `${belowVersion(taskLogPath(cluster, upid))}${queryOf({
      after,
      limit: LINES_AT_ONCE,
    })}`,
    taskLogSchema,
  );
}
