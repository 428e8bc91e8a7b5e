import type {
  ProxmoxGuest,
  ProxmoxTask,
} from '@reverb256/backstage-plugin-proxmox-common';

/** A task of a cluster. */
export interface TaskOf {
  cluster: string;
  task: ProxmoxTask;
  /** The guest that it is about, where that is not said by the page already. */
  guest?: ProxmoxGuest;
}

/** A row of the table of tasks. */
export interface TaskRow extends TaskOf {
  id: string;
  /** Where there is more than one cluster. */
  clusterTitle?: string;
}

/** What makes a row of a task. */
export const taskRow = (
  cluster: string,
  task: ProxmoxTask,
  more: Pick<TaskRow, 'clusterTitle' | 'guest'> = {},
): TaskRow => ({ id: `${cluster}/${task.upid}`, cluster, task, ...more });
