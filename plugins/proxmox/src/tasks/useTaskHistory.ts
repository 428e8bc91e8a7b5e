import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  PolledResource,
  portalProblemOf,
  usePolled,
  type PolledResult,
  type PortalProblem,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxTask,
  TaskHistory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { askHistory, type TaskQuery } from './askTasks';
import { joinHistory } from './joinHistory';

/** How often the newest are asked for: Proxmox writes a task down when it has ended. */
const HISTORY_SECONDS = 20;

/** What nodes did, as far as it has been asked for. */
export interface TaskHistoryResult {
  /** What the portal said last of the newest ones. */
  newest: PolledResult<TaskHistory>;
  /** The newest first, and those before that were asked for besides. */
  tasks: ProxmoxTask[];
  unread: TaskHistory['unread'];
  notAsked: TaskHistory['notAsked'];
  hasMore: boolean;
  isLoading: boolean;
  /** Why the older ones were not to be had. */
  problem?: PortalProblem;
  loadMore: () => void;
}

const none: readonly TaskHistory[] = [];

/** @param query - the same object until something else is asked for */
export function useTaskHistory(query: TaskQuery): TaskHistoryResult {
  const fetchApi = useApi(fetchApiRef);
  const resource = useMemo(
    () =>
      PolledResource.create({
        seconds: HISTORY_SECONDS,
        ask: () => askHistory(fetchApi, query),
      }),
    [fetchApi, query],
  );
  const newest = usePolled(resource);
  const [older, setOlder] = useState(none);
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<PortalProblem>();
  /** The newest when the first older ones were asked for: what both reach to. */
  const [anchor, setAnchor] = useState<TaskHistory>();
  const asked = useRef(query);

  useEffect(() => {
    asked.current = query;
    setOlder(none);
    setAnchor(undefined);
    setLoading(false);
    setProblem(undefined);
  }, [query]);

  const { data } = newest;
  const joined = useMemo(
    () =>
      joinHistory([
        ...(data ? [data] : []),
        ...(anchor ? [anchor] : []),
        ...older,
      ]),
    [anchor, data, older],
  );
  const last = older.at(-1) ?? anchor ?? data;

  const loadMore = async () => {
    if (!last?.next) return;
    setLoading(true);
    setProblem(undefined);
    try {
      const answer = await askHistory(fetchApi, query, last.next);
      if (asked.current !== query) return;
      setAnchor(before => before ?? last);
      setOlder(before => [...before, answer]);
    } catch (error) {
      if (asked.current !== query) return;
      setProblem(portalProblemOf(error, new Date().toISOString()));
    } finally {
      if (asked.current === query) setLoading(false);
    }
  };

  return {
    newest,
    ...joined,
    hasMore: last?.next !== undefined,
    isLoading,
    problem,
    loadMore: () => void loadMore(),
  };
}
