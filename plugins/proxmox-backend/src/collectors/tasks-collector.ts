import type { Collector } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxTasks } from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';
import { toTask } from '../details/tasks';

/** Reads what runs and what ended last: one request, whatever the size of the cluster. */
export class TasksCollector implements Collector<ProxmoxTasks> {
  readonly kind = 'tasks';
  readonly #clients: ProxmoxClients;

  constructor(clients: ProxmoxClients) {
    this.#clients = clients;
  }

  collect: Collector<ProxmoxTasks>['collect'] = async ({ source, signal }) => {
    const rows = await this.#clients
      .get(source)
      .details.clusterTasks({ signal });
    const tasks = rows
      .flatMap(row => toTask(row) ?? [])
      .sort((a, b) => (a.upid < b.upid ? -1 : 1));
    return {
      data: { tasks: Object.fromEntries(tasks.map(task => [task.upid, task])) },
      gaps: [],
    };
  };
}
