import { ApiError, died, parameterError } from '../errors.ts';
import type { HaManager } from '../ha/manager.ts';
import type { Tasks } from '../tasks/tasks.ts';
import { vzreboot, vzshutdown, vzstart, vzstop } from './lxc.ts';
import type { Machines } from './machines.ts';
import { qmreboot, qmshutdown, qmstart, qmstop, type Job } from './qemu.ts';

/** One call of a method of the power API; each answers the UPID of the task that it starts. */
export interface PowerCall {
  node: string;
  vmid: number;
  /** A user, or a token as `user!name`. */
  user: string;
  /** By the LRM, whose calls do not go to the manager again. */
  byHa?: boolean;
  skiplock?: boolean;
  timeout?: number;
  forceStop?: boolean;
  /** Ends tasks of this type first: those that the caller may end. */
  overrule?(type: string): string[];
}

interface PowerParts {
  tasks: Tasks;
  machines: Machines;
  ha: HaManager;
  isQuorate(): boolean;
}

const NOT_FOR_HA = { 'overrule-shutdown': 'Not applicable for HA resources.' };

/** qemu-server API2/Qemu.pm and pve-container API2/LXC/Status.pm: what comes before the worker. */
export class Power {
  private readonly parts: PowerParts;

  constructor(parts: PowerParts) {
    this.parts = parts;
  }

  private fork(
    type: string,
    call: PowerCall,
    steps: (job: Job) => ReturnType<typeof qmstart>,
  ): string {
    const { tasks, machines } = this.parts;
    const { node, vmid, user, byHa, skiplock } = call;
    return tasks.fork(node, {
      type,
      id: String(vmid),
      user,
      byHa,
      steps: log => steps({ machines, node, vmid, skiplock, log }),
    });
  }

  private isManaged({ vmid, byHa }: PowerCall): boolean {
    return !byHa && this.parts.ha.isManaged(vmid);
  }

  /** A worker that runs ha-manager and is done when that has taken the request. */
  private request(
    what: 'start' | 'stop',
    kind: 'vm' | 'ct',
    call: PowerCall,
    timeout = 0,
  ): string {
    const { tasks, ha } = this.parts;
    const { node, vmid, user } = call;
    const sid = `${kind}:${vmid}`;
    return tasks.fork(node, {
      type: `ha${what}`,
      id: String(vmid),
      user,
      *steps(log) {
        log(`Requesting HA ${what} for ${kind.toUpperCase()} ${vmid}`);
        yield 1;
        const command =
          what === 'start'
            ? `set ${sid} --state started`
            : `crm-command stop ${sid} ${timeout}`;
        try {
          if (what === 'start') ha.requests.set(sid, { state: 'started' });
          else ha.requests.stop(sid, timeout);
        } catch (error) {
          log((error as Error).message.trimEnd());
          throw died(`command 'ha-manager ${command}' failed: exit code 255`);
        }
      },
    });
  }

  private checkQuorum(): void {
    if (!this.parts.isQuorate()) throw died('cluster not ready - no quorum?');
  }

  private overrule(type: string, call: PowerCall, job: Job): void {
    const ended = call.overrule?.(type) ?? [];
    if (ended.length > 0)
      job.log(`overruled ${type} tasks: ${ended.join(', ')}`);
  }

  startVm(call: PowerCall): string {
    this.checkQuorum();
    if (this.isManaged(call)) return this.request('start', 'vm', call);
    return this.fork('qmstart', call, job => qmstart(job));
  }

  stopVm(call: PowerCall): string {
    if (this.isManaged(call)) {
      if (call.overrule) throw parameterError(NOT_FOR_HA);
      return this.request('stop', 'vm', call);
    }
    const { timeout } = call;
    const steps = (job: Job) => {
      this.overrule('qmshutdown', call, job);
      return qmstop(job, { timeout });
    };
    return this.fork('qmstop', call, steps);
  }

  shutdownVm(call: PowerCall): string {
    const { node, vmid, timeout, forceStop } = call;
    const guest = this.parts.machines.find(node, 'qemu', vmid);
    const isPaused = guest?.status === 'paused';
    if (isPaused && !forceStop) throw died('VM is paused - cannot shutdown');
    if (this.isManaged(call)) {
      return this.request('stop', 'vm', call, timeout ?? 60);
    }
    const options = { timeout, force: forceStop };
    return this.fork('qmshutdown', call, job =>
      isPaused ? qmstop(job, options) : qmshutdown(job, options),
    );
  }

  rebootVm(call: PowerCall): string {
    const { node, vmid, timeout } = call;
    const guest = this.parts.machines.find(node, 'qemu', vmid);
    if (!guest) {
      throw died(
        `unable to find configuration file for VM ${vmid} on node '${node}'`,
      );
    }
    if (guest.status === 'paused') throw died('VM is paused - cannot shutdown');
    if (guest.status === 'stopped') throw died(`VM ${vmid} not running`);
    const restart = () => {
      try {
        this.startVm({ node, vmid, user: 'root@pam' });
      } catch (error) {
        // `qm cleanup` says so in the node's journal alone.
        if (!(error instanceof ApiError)) throw error;
      }
    };
    return this.fork('qmreboot', call, job =>
      qmreboot(job, { timeout }, restart),
    );
  }

  private isCtRunning({ node, vmid }: PowerCall): boolean {
    const guest = this.parts.machines.find(node, 'lxc', vmid);
    return guest !== undefined && guest.status !== 'stopped';
  }

  startCt(call: PowerCall): string {
    if (this.isCtRunning(call)) throw died(`CT ${call.vmid} already running`);
    this.checkQuorum();
    if (this.isManaged(call)) return this.request('start', 'ct', call);
    return this.fork('vzstart', call, job => vzstart(job));
  }

  stopCt(call: PowerCall): string {
    if (!this.isCtRunning(call)) throw died(`CT ${call.vmid} not running`);
    if (this.isManaged(call)) {
      if (call.overrule) throw parameterError(NOT_FOR_HA);
      return this.request('stop', 'ct', call);
    }
    return this.fork('vzstop', call, job => {
      this.overrule('vzshutdown', call, job);
      return vzstop(job);
    });
  }

  shutdownCt(call: PowerCall): string {
    const { vmid, timeout = 60, forceStop = false } = call;
    if (!this.isCtRunning(call)) throw died(`CT ${vmid} not running`);
    if (this.isManaged(call)) return this.request('stop', 'ct', call, timeout);
    return this.fork('vzshutdown', call, job =>
      vzshutdown(job, { timeout, force: forceStop }),
    );
  }

  rebootCt(call: PowerCall): string {
    const { vmid, timeout } = call;
    // The real one says VM here too.
    if (!this.isCtRunning(call)) throw died(`VM ${vmid} not running`);
    return this.fork('vzreboot', call, job => vzreboot(job, timeout));
  }
}
