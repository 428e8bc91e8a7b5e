import { ApiError } from '../errors.ts';
import type { Power } from '../power/power.ts';
import type { GuestConfig, HaResource } from '../model.ts';
import { Process, type Steps } from '../tasks/process.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { Timeline } from '../timeline.ts';
import { DIED, ERROR, SUCCESS, type ServiceStatus } from './services.ts';

interface LrmParts {
  timeline: Timeline;
  tasks: Tasks;
  power(): Power;
  guest(vmid: number): GuestConfig | undefined;
}

/** In a round so many seconds go to workers; later ones are written with the next (HA/LRM.pm run_workers). */
const WORK_SECONDS = 8;

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

  constructor(node: string, parts: LrmParts) {
    this.node = node;
    this.parts = parts;
  }

  /** What it wrote about a state of the CRM's. */
  result(uid: string): number | undefined {
    return this.written.get(uid);
  }

  isBusy(): boolean {
    return this.workers.size > 0 || this.unwritten.length > 0;
  }

  /** One round, over the services of its node. */
  manage(services: { resource: HaResource; status: ServiceStatus }[]): void {
    this.roundStart = this.parts.timeline.now();
    for (const { resource, status } of services) {
      const { sid } = resource;
      const { uid, state, timeout } = status;
      if (state === 'request_start' || state === 'error') continue;
      // What is stopped is looked after always, what else once.
      if (state !== 'stopped' && this.results.has(uid)) continue;
      if (this.workers.has(sid)) continue;
      const steps = this.agent(resource, state, timeout);
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
    { vmid, type }: HaResource,
    state: ServiceStatus['state'],
    timeout = 60,
  ): Steps<number> {
    const { tasks, guest: find } = this.parts;
    const power = this.parts.power();
    const isRunning = () => {
      const guest = find(vmid);
      return guest !== undefined && guest.status !== 'stopped';
    };
    const wanted = state === 'started';
    if (isRunning() === wanted) return SUCCESS;
    const call = { node: this.node, vmid, user: 'root@pam', byHa: true };
    let upid: string;
    try {
      if (wanted) {
        upid = type === 'vm' ? power.startVm(call) : power.startCt(call);
      } else if (timeout === 0) {
        upid = type === 'vm' ? power.stopVm(call) : power.stopCt(call);
      } else {
        upid =
          type === 'vm'
            ? power.shutdownVm({ ...call, timeout, forceStop: true })
            : power.shutdownCt({ ...call, timeout });
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return DIED;
    }
    while (tasks.isRunning(upid)) yield 1;
    return isRunning() === wanted ? SUCCESS : ERROR;
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
