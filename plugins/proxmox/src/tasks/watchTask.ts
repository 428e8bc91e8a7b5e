import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  PolledResource,
  type LogLine,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';
import { askLog, LINES_AT_ONCE } from './askTasks';

/** How often a task that runs is asked for its log. */
const WATCH_SECONDS = 1.5;

/** So many pieces of a long log are asked for one after the other before something is shown. */
const PIECES_AT_ONCE = 5;

/** A task with all of its log so far. */
export interface WatchedTask {
  task: ProxmoxTask;
  lines: readonly LogLine[];
}

const numbered = (lines: readonly string[], after: number): LogLine[] =>
  lines.map((text, i) => ({ n: after + i + 1, text }));

/** A task and its log, asked for until the task has ended and nothing more is written. */
export function watchTask(
  fetchApi: FetchApi,
  cluster: string,
  upid: string,
): PolledResource<WatchedTask> {
  let lines: readonly LogLine[] = [];
  let next = 0;
  let isComplete = false;
  return PolledResource.create({
    seconds: WATCH_SECONDS,
    ask: async () => {
      for (let piece = 1; ; piece += 1) {
        const log = await askLog(fetchApi, cluster, upid, next);
        const fresh = numbered(log.lines, next);
        if (fresh.length > 0) lines = [...lines, ...fresh];
        next = Math.max(next, log.next);
        // The last lines may be written after the end is.
        isComplete = log.task.state !== 'running' && fresh.length === 0;
        const isWhole = fresh.length < LINES_AT_ONCE;
        if (isWhole || piece === PIECES_AT_ONCE) {
          return { task: log.task, lines };
        }
      }
    },
    isDone: () => isComplete,
  });
}
