import { createHash } from 'node:crypto';
import type { HaResource } from '../model.ts';
import {
  requestOf,
  SUCCESS,
  type CrmState,
  type ServiceStatus,
} from './services.ts';

interface CrmInputs {
  resources(): HaResource[];
  /** Whether the node that a service is on takes part in the cluster. */
  isOnline(sid: string): boolean;
  isRunning(sid: string): boolean;
  /** What that node's LRM wrote about a state. */
  result(sid: string, uid: string): number | undefined;
}

/** The cluster resource manager's state machine (pve-ha-manager HA/Manager.pm manage). */
export class Crm {
  readonly services = new Map<string, ServiceStatus>();
  /** Changes when anything of it does. */
  version = 0;
  private readonly inputs: CrmInputs;
  private commands: { sid: string; timeout: number }[] = [];
  private uids = 0;

  constructor(inputs: CrmInputs) {
    this.inputs = inputs;
  }

  private uid(state: string): string {
    this.uids += 1;
    return createHash('md5')
      .update(`${state} ${this.uids}`)
      .digest('base64')
      .slice(0, 22);
  }

  /** As after a long quiet time: every service is where it was asked to be. */
  settleAll(): void {
    this.services.clear();
    this.commands = [];
    this.uids = 0;
    for (const { sid, state } of this.inputs.resources()) {
      const wanted = requestOf(state);
      if (wanted === 'ignored') continue;
      const uid = this.uid('started');
      this.services.set(
        sid,
        wanted === 'started'
          ? { state: 'started', uid, running: true }
          : { state: 'stopped', uid },
      );
    }
    this.version += 1;
  }

  /** HA/Manager.pm change_service_state: what belonged to the old state goes with it. */
  change(
    sid: string,
    state: CrmState,
    more: Pick<ServiceStatus, 'timeout'> = {},
  ): void {
    this.services.set(sid, { state, uid: this.uid(state), ...more });
    this.version += 1;
  }

  /** A command that waits for the next round (HA/Config.pm queue_crm_commands). */
  queueStop(sid: string, timeout: number): void {
    this.commands.push({ sid, timeout });
  }

  /** Whether a round may still change something. */
  isBusy(): boolean {
    if (this.commands.length > 0) return true;
    const { resources, isRunning } = this.inputs;
    return resources().some(({ sid, state }) => {
      const wanted = requestOf(state);
      const service = this.services.get(sid);
      if (!service) return wanted !== 'ignored';
      if (service.state === 'error') return wanted === 'disabled';
      if (service.state === 'started') {
        return wanted !== 'started' || !service.running || !isRunning(sid);
      }
      if (service.state !== 'stopped') return true;
      return wanted === 'started' || wanted === 'ignored' || isRunning(sid);
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
    this.compareWithConfig();
    for (const { sid, timeout } of this.commands) {
      const service = this.services.get(sid);
      if (service) service.stop = timeout;
    }
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
    switch (service.state) {
      case 'request_start':
        this.change(resource.sid, 'started');
        break;
      case 'started':
        this.nextStarted(resource, service);
        break;
      case 'request_stop':
        this.nextRequestStop(resource, service);
        break;
      case 'stopped':
        // A stop of what is stopped is forgotten.
        delete service.stop;
        if (requestOf(resource.state) === 'started') {
          this.change(resource.sid, 'request_start');
        }
        break;
      default:
        if (resource.state === 'disabled') this.change(resource.sid, 'stopped');
    }
  }

  private nextRequestStop({ sid }: HaResource, service: ServiceStatus): void {
    const result = this.inputs.result(sid, service.uid);
    if (result === undefined) return;
    this.change(sid, result === SUCCESS ? 'stopped' : 'error');
  }

  private nextStarted(resource: HaResource, service: ServiceStatus): void {
    const { sid } = resource;
    // Without its node it stays as it is until that is fenced, which the lab does not do.
    if (!this.inputs.isOnline(sid)) return;
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
    const result = this.inputs.result(sid, service.uid);
    if (result === undefined) return;
    if (result === SUCCESS) {
      if (!service.running) this.version += 1;
      service.running = true;
      // Looked after again, should it have gone down by itself.
      if (!this.inputs.isRunning(sid)) service.uid = this.uid('started');
      return;
    }
    // A real manager would try the other nodes first where the agent said ERROR.
    this.change(sid, 'error');
  }
}
