import type { HaResource } from '../model.ts';
import { takeCommands, type Command } from './commands.ts';
import { NodeRequests } from './node-requests.ts';
import type { CrmInputs } from './parts.ts';
import { Placement } from './placement.ts';
import {
  isUnsettled,
  requestOf,
  stateUid,
  SUCCESS,
  type CrmState,
  type ServiceStatus,
} from './services.ts';

/** The cluster resource manager's state machine (pve-ha-manager HA/Manager.pm manage). */
export class Crm {
  readonly services = new Map<string, ServiceStatus>();
  readonly nodes: NodeRequests;
  /** Changes when anything of it does. */
  version = 0;
  private readonly inputs: CrmInputs;
  private readonly placement: Placement;
  private commands: Command[] = [];
  private uids = 0;

  constructor(inputs: CrmInputs) {
    this.inputs = inputs;
    this.nodes = new NodeRequests(inputs);
    this.placement = new Placement(this.services, this.nodes, inputs);
  }

  private uid(state: string): string {
    this.uids += 1;
    return stateUid(state, this.uids);
  }

  /** As after a long quiet time: every service is where it was asked to be. */
  settleAll(): void {
    this.services.clear();
    this.nodes.reset();
    this.commands = [];
    this.uids = 0;
    for (const { sid, state } of this.inputs.resources()) {
      const wanted = requestOf(state);
      if (wanted === 'ignored') continue;
      const uid = this.uid('started');
      const node = this.inputs.nodeOf(sid) ?? '';
      this.services.set(
        sid,
        wanted === 'started'
          ? { state: 'started', node, uid, running: true }
          : { state: 'stopped', node, uid },
      );
    }
    this.version += 1;
  }

  /** HA/Manager.pm change_service_state: what belonged to the old state goes with it. */
  change(
    sid: string,
    state: CrmState,
    more: Partial<Pick<ServiceStatus, 'timeout' | 'node' | 'target'>> = {},
  ): void {
    const before = this.services.get(sid);
    const { maintenanceNode } = before ?? {};
    this.services.set(sid, {
      state,
      node: before?.node ?? this.inputs.nodeOf(sid) ?? '',
      uid: this.uid(state),
      ...(maintenanceNode && { maintenanceNode }),
      ...more,
    });
    this.version += 1;
  }

  /** Commands wait for the next round (HA/Config.pm queue_crm_commands). */
  queue(command: Command): void {
    this.commands.push(command);
  }

  /** Whether a round may still change something. */
  isBusy(): boolean {
    if (this.commands.length > 0 || this.nodes.isBusy()) return true;
    const { resources, isRunning } = this.inputs;
    return resources().some(({ sid, state }) => {
      const service = this.services.get(sid);
      return (
        isUnsettled(requestOf(state), service, isRunning(sid)) ||
        (service?.state === 'started' && this.placement.isMisplaced(sid))
      );
    });
  }

  private compareWithConfig(): void {
    const { resources } = this.inputs;
    const configured = new Map(
      resources().map(({ sid, state }) => [sid, requestOf(state)]),
    );
    for (const [sid, wanted] of configured) {
      if (this.services.has(sid) || wanted === 'ignored') continue;
      this.change(sid, wanted === 'started' ? 'request_start' : 'request_stop');
    }
    for (const sid of [...this.services.keys()]) {
      const wanted = configured.get(sid);
      if (wanted !== undefined && wanted !== 'ignored') continue;
      this.services.delete(sid);
      this.version += 1;
    }
  }

  /** One round of the master. */
  manage(): void {
    if (this.nodes.refresh()) this.version += 1;
    this.compareWithConfig();
    takeCommands(
      this.commands,
      this.services,
      this.nodes,
      this.inputs.affinity,
    );
    this.commands = [];
    for (let repeat = true; repeat; ) {
      repeat = false;
      for (const resource of this.inputs.resources()) {
        const before = this.services.get(resource.sid);
        if (!before) continue;
        this.next(resource, before);
        const after = this.services.get(resource.sid);
        if (after?.state !== before.state) repeat = true;
      }
    }
  }

  private next(resource: HaResource, service: ServiceStatus): void {
    const { sid } = resource;
    switch (service.state) {
      case 'request_start':
        this.change(sid, 'started');
        break;
      case 'started':
        this.nextStarted(resource, service);
        break;
      case 'request_stop': {
        const result = this.inputs.result(service.uid);
        if (result === undefined) break;
        this.change(sid, result === SUCCESS ? 'stopped' : 'error');
        break;
      }
      case 'stopped':
        this.nextStopped(resource, service);
        break;
      case 'migrate':
      case 'relocate':
        this.nextMoving(resource, service);
        break;
      default:
        if (resource.state === 'disabled') this.change(sid, 'stopped');
    }
  }

  private nextStopped(resource: HaResource, service: ServiceStatus): void {
    const { sid } = resource;
    // A stop of what is stopped is forgotten.
    delete service.stop;
    if (this.go(sid, service)) return;
    if (requestOf(resource.state) === 'started') {
      this.change(sid, 'request_start');
    }
  }

  /** Begins the move that was asked for, if there still is where to. */
  private go(sid: string, service: ServiceStatus): boolean {
    const { move, node } = service;
    delete service.move;
    if (!move || move.target === node) return false;
    if (this.nodes.state(move.target) !== 'online') return false;
    this.change(sid, move.how, { target: move.target });
    return true;
  }

  /** HA/Manager.pm next_state_migrate_relocate: it is where it went, or where it was. */
  private nextMoving(resource: HaResource, service: ServiceStatus): void {
    const result = this.inputs.result(service.uid);
    if (result === undefined) return;
    const wanted = requestOf(resource.state);
    this.change(
      resource.sid,
      wanted === 'started' ? 'started' : 'request_stop',
      result === SUCCESS ? { node: service.target } : {},
    );
  }

  private nextStarted(resource: HaResource, service: ServiceStatus): void {
    const { sid } = resource;
    const state = this.nodes.state(service.node);
    // Without its node it stays as it is until that is fenced, which the lab does not do.
    if (state !== 'online' && state !== 'maintenance') return;
    if (state === 'maintenance') service.maintenanceNode = service.node;
    const wanted = requestOf(resource.state);
    if (wanted === 'stopped' || wanted === 'disabled') {
      this.change(sid, 'request_stop');
      return;
    }
    if (service.stop !== undefined) {
      this.change(sid, 'request_stop', { timeout: service.stop });
      resource.state = 'stopped';
      return;
    }
    if (service.move) {
      this.go(sid, service);
      return;
    }
    const result = this.inputs.result(service.uid);
    if (result !== undefined && result !== SUCCESS) {
      // A real manager would try the other nodes first where the agent said ERROR.
      this.change(sid, 'error');
      return;
    }
    if (result === SUCCESS) {
      if (!service.running) this.version += 1;
      service.running = true;
    }
    this.place(resource, service, result);
  }

  /** Brings it to the node that it should be on. */
  private place(
    { sid, type }: HaResource,
    service: ServiceStatus,
    result: number | undefined,
  ): void {
    const selected = this.placement.select(sid);
    if (selected !== undefined && selected !== service.node) {
      const { maintenanceNode } = service;
      const isBack = selected === maintenanceNode;
      if (isBack || service.node !== maintenanceNode) {
        delete service.maintenanceNode;
      }
      this.change(sid, type === 'vm' ? 'migrate' : 'relocate', {
        target: selected,
      });
    } else if (result === SUCCESS && !this.inputs.isRunning(sid)) {
      // Looked after again, should it have gone down by itself.
      service.uid = this.uid('started');
    }
  }
}
