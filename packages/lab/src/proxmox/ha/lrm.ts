import { ApiError } from '../errors.ts';
import type { Migration } from '../migration/migration.ts';
import type { Power } from '../power/power.ts';
import type { GuestConfig, HaResource } from '../model.ts';
import { Process, type Steps } from '../tasks/process.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { Timeline } from '../timeline.ts';
import {
  DIED,
  ERROR,
  SUCCESS,
  WRONG_NODE,
  type ServiceStatus,
} from './services.ts';

interface LrmParts {
  timeline: Timeline;
  tasks: Tasks;
  power(): Power;
  migration(): Migration;
  guest(vmid: number): GuestConfig | undefined;
}

/** In a round so many seconds go to workers; later ones are written with the next (HA/LRM.pm run_workers). */
const WORK_SECONDS = 8;
/** Workers at once (max_workers of datacenter.cfg). */
const MAX_WORKERS = 4;

/** The local resource manager of a node (pve-ha-manager HA/LRM.pm): it does what the CRM's states ask for. */
export class Lrm {
  readonly node: string;
  private readonly parts: LrmParts;
  private readonly workers = new Map<string, Process<number>>();
  private readonly results = new Map<string, number>();
  private unwritten: (() => void)[] = [];
  private written = new Map<string, number>();
  private readonly tries = new Map<string, number>();
  private roundStart = 0;
  private currentMode: 'active' | 'maintenance' = 'active';
  private maintained = false;

  constructor(node: string, parts: LrmParts) {
    this.node = node;
    this.parts = parts;
  }

  /** What it wrote about a state of the CRM's. */
  result(uid: string): number | undefined {
    return this.written.get(uid);
  }

  get mode(): 'active' | 'maintenance' {
    return this.currentMode;
  }

  /** It had services when maintenance began, and holds its lock as such until that ends. */
  get isMaintained(): boolean {
    return this.maintained;
  }

  isBusy(): boolean {
    return this.workers.size > 0 || this.unwritten.length > 0;
  }

  /** One round, over the services of its node, in maintenance if that is asked for. */
  manage(
    services: { resource: HaResource; status: ServiceStatus }[],
    maintenance: boolean,
  ): void {
    this.currentMode = maintenance ? 'maintenance' : 'active';
    if (!maintenance) this.maintained = false;
    else if (services.length > 0) this.maintained = true;
    this.roundStart = this.parts.timeline.now();
    for (const { resource, status } of services) {
      const { sid } = resource;
      const { uid, state } = status;
      if (state === 'request_start' || state === 'error') continue;
      // What is stopped is looked after always, what else once.
      if (state !== 'stopped' && this.results.has(uid)) continue;
      if (this.workers.has(sid) || this.workers.size >= MAX_WORKERS) continue;
      const steps = this.agent(resource, { ...status });
      const worker = new Process(this.parts.timeline, steps, end => {
        this.workers.delete(sid);
        this.finished(resource, status, 'value' in end ? end.value : DIED);
      });
      this.workers.set(sid, worker);
    }
    this.unwritten.forEach(write => write());
    this.unwritten = [];
  }

  private finished(
    { sid, max_restart }: HaResource,
    { uid, state }: ServiceStatus,
    code: number,
  ): void {
    if (state === 'started' && code === ERROR) {
      const tries = this.tries.get(sid) ?? 0;
      this.tries.set(sid, tries >= max_restart ? 0 : tries + 1);
      // Tells nobody, and tries again in the next round.
      if (tries < max_restart) return;
    }
    if (state === 'started' && code === SUCCESS) this.tries.set(sid, 0);
    this.results.set(uid, code);
    const write = () => this.written.set(uid, code);
    const since = this.parts.timeline.now() - this.roundStart;
    if (since <= WORK_SECONDS) write();
    else this.unwritten.push(write);
  }

  /** HA/LRM.pm exec_resource_agent with Resources/PVEVM.pm and PVECT.pm. */
  private *agent(
    resource: HaResource,
    { state, target, timeout = 60 }: ServiceStatus,
  ): Steps<number> {
    const { vmid } = resource;
    const { guest: find } = this.parts;
    if (find(vmid)?.node === target) return SUCCESS;
    if (find(vmid)?.node !== this.node) return WRONG_NODE;
    const isRunning = () => {
      const guest = find(vmid);
      return guest !== undefined && guest.status !== 'stopped';
    };
    const wanted = state === 'started';
    try {
      if (target !== undefined) {
        const isLive = state === 'migrate' && resource.type === 'vm';
        if (!isLive && isRunning()) yield* this.stop(resource, 60);
        yield* this.move(resource, target, isLive);
        return find(vmid)?.node === this.node ? ERROR : SUCCESS;
      }
      if (isRunning() === wanted) return SUCCESS;
      if (wanted) yield* this.start(resource);
      else yield* this.stop(resource, timeout);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return DIED;
    }
    return isRunning() === wanted ? SUCCESS : ERROR;
  }

  private call({ vmid }: HaResource) {
    return { node: this.node, vmid, user: 'root@pam', byHa: true };
  }

  private *wait(upid: string): Steps {
    while (this.parts.tasks.isRunning(upid)) yield 1;
  }

  private *start(resource: HaResource): Steps {
    const power = this.parts.power();
    const call = this.call(resource);
    const isVm = resource.type === 'vm';
    yield* this.wait(isVm ? power.startVm(call) : power.startCt(call));
  }

  private *stop(resource: HaResource, timeout: number): Steps {
    const power = this.parts.power();
    const call = this.call(resource);
    const isVm = resource.type === 'vm';
    if (timeout === 0) {
      yield* this.wait(isVm ? power.stopVm(call) : power.stopCt(call));
      return;
    }
    yield* this.wait(
      isVm
        ? power.shutdownVm({ ...call, timeout, forceStop: true })
        : power.shutdownCt({ ...call, timeout }),
    );
  }

  /** Local devices do not hold it up, and local disks go along. */
  private *move(resource: HaResource, target: string, online: boolean): Steps {
    const isVm = resource.type === 'vm';
    const upid = this.parts.migration().migrate({
      ...this.call(resource),
      type: isVm ? 'qemu' : 'lxc',
      target,
      online,
      withLocalDisks: isVm,
      restart: false,
      timeout: 180,
      force: isVm,
    });
    yield* this.wait(upid);
  }

  /** Its node has lost power. */
  die(): void {
    this.workers.forEach(worker => worker.kill());
    this.workers.clear();
    this.unwritten = [];
    // Of what it had done only what it wrote outlives it.
    this.results.clear();
    this.tries.clear();
  }
}
