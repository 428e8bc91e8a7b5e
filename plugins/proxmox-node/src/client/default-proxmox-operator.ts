import { endpoints } from '../api/endpoints';
import type { ApiEngine } from './api-engine';
import { ChangeCalls } from './change-calls';
import type { ReadOptions } from './proxmox-client';
import type { GuestRef, ProxmoxOperator } from './proxmox-operator';
import { nodeOfTask } from './task-node';

/** How many tasks are looked through for one of ours: they are about one guest, the newest first. */
const TASKS = 20;

/** How many lines of a log are read at a time. */
const LINES = 500;

/** {@inheritDoc ProxmoxOperator} */
export class DefaultProxmoxOperator
  extends ChangeCalls
  implements ProxmoxOperator
{
  readonly tokenId: string;

  constructor(engine: ApiEngine, tokenId: string) {
    super(engine);
    this.tokenId = tokenId;
  }

  guestTasks({ node, vmid }: GuestRef, options?: ReadOptions) {
    return this.engine.call(
      endpoints.tasks,
      api =>
        api.nodes.$(node).tasks.$get({
          vmid: Number(vmid),
          source: 'all',
          limit: TASKS,
        }),
      options,
    );
  }

  taskStatus(upid: string, options?: ReadOptions) {
    return this.engine.call(
      endpoints.taskStatus,
      api => api.nodes.$(nodeOfTask(upid)).tasks.$(upid).status.$get(),
      options,
    );
  }

  taskLog(upid: string, after: number, options?: ReadOptions) {
    return this.engine.call(
      endpoints.taskLog,
      api =>
        api.nodes
          .$(nodeOfTask(upid))
          .tasks.$(upid)
          .log.$get({ start: after, limit: LINES }),
      options,
    );
  }

  async stopTask(upid: string, options?: ReadOptions) {
    await this.engine.call(
      endpoints.stopTask,
      api => api.nodes.$(nodeOfTask(upid)).tasks.$(upid).$delete(),
      options,
    );
  }

  accessPermissions(options?: ReadOptions) {
    return this.engine.call(
      endpoints.accessPermissions,
      api => api.access.permissions.$get(),
      options,
    );
  }

  haStatus(options?: ReadOptions) {
    return this.engine.call(
      endpoints.haStatus,
      api => api.cluster.ha.status.current.$get(),
      options,
    );
  }
}
