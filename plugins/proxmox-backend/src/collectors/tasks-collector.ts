import {
  SourceFailure,
  type Collector,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxTasks } from '@reverb256/backstage-plugin-proxmox-common';
import type {
  EffectivePermissions,
  ProxmoxClient,
  ProxmoxClients,
} from '@reverb256/backstage-plugin-proxmox-node';
import { toTask } from '../details/tasks';
import { ownTasksOnly } from '../tasks/own-tasks';

/** What a token may do changes rarely, so it is asked less often than what runs. */
const PERMISSIONS_FRESH_MS = 60_000;

interface Asked {
  at: number;
  permissions: EffectivePermissions;
}

/**
 * Reads what runs and what ended last: one request, whatever the size of the cluster, and each minute another that asks
 * whether the token is told of the tasks of everybody.
 */
export class TasksCollector implements Collector<ProxmoxTasks> {
  readonly kind = 'tasks';
  readonly #clients: ProxmoxClients;
  /** By cluster. */
  readonly #asked = new Map<string, Asked>();

  constructor(clients: ProxmoxClients) {
    this.#clients = clients;
  }

  collect: Collector<ProxmoxTasks>['collect'] = async input => {
    const { source, now, signal } = input;
    const client = this.#clients.get(source);
    const [rows, permissions] = await Promise.all([
      client.details.clusterTasks({ signal }),
      this.#permissions(client, now, signal),
    ]);
    const tasks = rows
      .flatMap(row => toTask(row) ?? [])
      .sort((a, b) => (a.upid < b.upid ? -1 : 1));
    const failure =
      permissions instanceof SourceFailure
        ? permissions
        : ownTasksOnly(permissions, client.cluster.token.id, '/');
    return {
      data: { tasks: Object.fromEntries(tasks.map(task => [task.upid, task])) },
      gaps: failure ? [{ path: 'tasks', failure }] : [],
    };
  };

  async #permissions(
    client: ProxmoxClient,
    now: Date,
    signal: AbortSignal,
  ): Promise<EffectivePermissions | SourceFailure> {
    const { name } = client.cluster;
    const known = this.#asked.get(name);
    if (known && now.getTime() - known.at < PERMISSIONS_FRESH_MS) {
      return known.permissions;
    }
    try {
      const permissions = await client.accessPermissions({ signal });
      this.#asked.set(name, { at: now.getTime(), permissions });
      return permissions;
    } catch (error) {
      return SourceFailure.from(error);
    }
  }
}
