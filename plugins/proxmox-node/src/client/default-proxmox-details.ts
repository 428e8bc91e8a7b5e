import { endpoints } from '../api/endpoints';
import type { ApiEngine } from './api-engine';
import type { ReadOptions } from './proxmox-client';
import type {
  ProxmoxDetails,
  RrdTimeframe,
  TaskFilter,
} from './proxmox-details';
import type { GuestRef } from './proxmox-operator';
import { nodeOfTask } from './task-node';

const seconds = (date: Date | undefined) =>
  date && Math.floor(date.getTime() / 1000);

/** {@inheritDoc ProxmoxDetails} */
export class DefaultProxmoxDetails implements ProxmoxDetails {
  readonly #engine: ApiEngine;

  constructor(engine: ApiEngine) {
    this.#engine = engine;
  }

  nodeStatus(node: string, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.nodeStatus,
      api => api.nodes.$(node).status.$get(),
      options,
    );
  }

  nodeHistory(node: string, timeframe: RrdTimeframe, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.nodeHistory,
      api => api.nodes.$(node).rrddata.$get({ timeframe }),
      options,
    );
  }

  nodeDisks(node: string, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.nodeDisks,
      api => api.nodes.$(node).disks.list.$get(),
      options,
    );
  }

  nodeNetwork(node: string, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.nodeNetwork,
      api => api.nodes.$(node).network.$get(),
      options,
    );
  }

  nodeServices(node: string, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.nodeServices,
      api => api.nodes.$(node).services.$get(),
      options,
    );
  }

  nodeUpdates(node: string, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.nodeUpdates,
      api => api.nodes.$(node).apt.update.$get(),
      options,
    );
  }

  nodeSubscription(node: string, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.nodeSubscription,
      api => api.nodes.$(node).subscription.$get(),
      options,
    );
  }

  nodeReplication(
    node: string,
    { vmid }: { vmid?: string } = {},
    options?: ReadOptions,
  ) {
    return this.#engine.call(
      endpoints.nodeReplication,
      api =>
        api.nodes
          .$(node)
          .replication.$get(vmid === undefined ? {} : { guest: Number(vmid) }),
      options,
    );
  }

  managerStatus(options?: ReadOptions) {
    return this.#engine.call(
      endpoints.managerStatus,
      api => api.cluster.ha.status.manager_status.$get(),
      options,
    );
  }

  guestStatus({ node, type, vmid }: GuestRef, options?: ReadOptions) {
    return type === 'qemu'
      ? this.#engine.call(
          endpoints.vmStatusDetails,
          api => api.nodes.$(node).qemu.$(Number(vmid)).status.current.$get(),
          options,
        )
      : this.#engine.call(
          endpoints.containerStatusDetails,
          api => api.nodes.$(node).lxc.$(Number(vmid)).status.current.$get(),
          options,
        );
  }

  guestPending({ node, type, vmid }: GuestRef, options?: ReadOptions) {
    return type === 'qemu'
      ? this.#engine.call(
          endpoints.vmPending,
          api => api.nodes.$(node).qemu.$(Number(vmid)).pending.$get(),
          options,
        )
      : this.#engine.call(
          endpoints.containerPending,
          api => api.nodes.$(node).lxc.$(Number(vmid)).pending.$get(),
          options,
        );
  }

  guestSnapshots({ node, type, vmid }: GuestRef, options?: ReadOptions) {
    return type === 'qemu'
      ? this.#engine.call(
          endpoints.vmSnapshots,
          api => api.nodes.$(node).qemu.$(Number(vmid)).snapshot.$get(),
          options,
        )
      : this.#engine.call(
          endpoints.containerSnapshots,
          api => api.nodes.$(node).lxc.$(Number(vmid)).snapshot.$get(),
          options,
        );
  }

  guestHistory(
    { node, type, vmid }: GuestRef,
    timeframe: RrdTimeframe,
    options?: ReadOptions,
  ) {
    return type === 'qemu'
      ? this.#engine.call(
          endpoints.vmHistory,
          api =>
            api.nodes.$(node).qemu.$(Number(vmid)).rrddata.$get({ timeframe }),
          options,
        )
      : this.#engine.call(
          endpoints.containerHistory,
          api =>
            api.nodes.$(node).lxc.$(Number(vmid)).rrddata.$get({ timeframe }),
          options,
        );
  }

  agentInterfaces({ node, vmid }: GuestRef, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.agentInterfaces,
      api =>
        api.nodes
          .$(node)
          .qemu.$(Number(vmid))
          .agent['network-get-interfaces'].$get(),
      options,
    );
  }

  agentFileSystems({ node, vmid }: GuestRef, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.agentFileSystems,
      api => api.nodes.$(node).qemu.$(Number(vmid)).agent['get-fsinfo'].$get(),
      options,
    );
  }

  agentOs({ node, vmid }: GuestRef, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.agentOs,
      api => api.nodes.$(node).qemu.$(Number(vmid)).agent['get-osinfo'].$get(),
      options,
    );
  }

  containerInterfaces({ node, vmid }: GuestRef, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.containerInterfaces,
      api => api.nodes.$(node).lxc.$(Number(vmid)).interfaces.$get(),
      options,
    );
  }

  storageHistory(
    { node, storage }: { node: string; storage: string },
    timeframe: RrdTimeframe,
    options?: ReadOptions,
  ) {
    return this.#engine.call(
      endpoints.storageHistory,
      api => api.nodes.$(node).storage.$(storage).rrddata.$get({ timeframe }),
      options,
    );
  }

  storageContent(
    { node, storage }: { node: string; storage: string },
    { content, vmid }: { content?: string; vmid?: string } = {},
    options?: ReadOptions,
  ) {
    return this.#engine.call(
      endpoints.storageContent,
      api =>
        api.nodes
          .$(node)
          .storage.$(storage)
          .content.$get({
            ...(content !== undefined && { content }),
            ...(vmid !== undefined && { vmid: Number(vmid) }),
          }),
      options,
    );
  }

  notBackedUp(options?: ReadOptions) {
    return this.#engine.call(
      endpoints.notBackedUp,
      api => api.cluster['backup-info']['not-backed-up'].$get(),
      options,
    );
  }

  clusterTasks(options?: ReadOptions) {
    return this.#engine.call(
      endpoints.clusterTasks,
      api => api.cluster.tasks.$get(),
      options,
    );
  }

  nodeTasks(node: string, filter: TaskFilter, options?: ReadOptions) {
    const { limit, since, until, vmid, type, user, failed } = filter;
    return this.#engine.call(
      endpoints.nodeTasks,
      api =>
        api.nodes.$(node).tasks.$get({
          source: 'all',
          limit,
          ...(since && { since: seconds(since) }),
          ...(until && { until: seconds(until) }),
          ...(vmid !== undefined && { vmid: Number(vmid) }),
          ...(type !== undefined && { typefilter: type }),
          ...(user !== undefined && { userfilter: user }),
          ...(failed && { errors: true }),
        }),
      options,
    );
  }

  taskStatus(upid: string, options?: ReadOptions) {
    return this.#engine.call(
      endpoints.taskStatus,
      api => api.nodes.$(nodeOfTask(upid)).tasks.$(upid).status.$get(),
      options,
    );
  }

  taskLog(
    upid: string,
    { after, limit }: { after: number; limit: number },
    options?: ReadOptions,
  ) {
    return this.#engine.call(
      endpoints.taskLog,
      api =>
        api.nodes
          .$(nodeOfTask(upid))
          .tasks.$(upid)
          .log.$get({ start: after, limit }),
      options,
    );
  }
}
