import { died } from '../errors.ts';
import type { Steps } from './process.ts';

export const TASK_FAULT_MODES = ['fail', 'hang', 'vanish', 'warn'] as const;

/** What is to become of tasks that start from now on. */
export interface TaskFault {
  /**
   * `fail` dies with `status`; `hang` never ends by itself; `vanish` is cut off
   * without a last line; `warn` does its work and ends with `status` as its one warning.
   */
  mode: (typeof TASK_FAULT_MODES)[number];
  /** Exit status, without TASK ERROR. */
  status?: string;
  /** Of which tasks; absent: any. */
  type?: string;
  id?: string;
  node?: string;
  /** How many of them; absent: all. */
  times?: number;
  /** Seconds into the task. */
  after?: number;
}

/** Instead of what the worker would have done. */
export function* disturbed(fault: TaskFault): Steps {
  yield fault.after ?? 1;
  if (fault.mode === 'hang') yield Infinity;
  throw died(fault.status ?? 'failed by the lab');
}

export class TaskFaults {
  private faults: TaskFault[] = [];

  add(fault: TaskFault): void {
    this.faults.push({ ...fault });
  }

  clear(): void {
    this.faults = [];
  }

  /** The first that fits, used up by one. */
  take(task: {
    node: string;
    type: string;
    id: string;
  }): TaskFault | undefined {
    const fault = this.faults.find(
      ({ node, type, id }) =>
        (node ?? task.node) === task.node &&
        (type ?? task.type) === task.type &&
        (id ?? task.id) === task.id,
    );
    if (fault?.times !== undefined) {
      fault.times -= 1;
      if (fault.times <= 0) this.faults = this.faults.filter(f => f !== fault);
    }
    return fault;
  }
}
