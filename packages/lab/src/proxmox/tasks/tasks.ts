import { hash, hashText } from '../../random.ts';
import type { Timeline } from '../timeline.ts';
import { Process, type Steps } from './process.ts';
import { disturbed, TaskFaults } from './task-faults.ts';
import { encodeUpid, type UpidParts } from './upid.ts';

/** A task as its node knows it. */
export interface Task extends UpidParts {
  upid: string;
  /** Absent: it runs. */
  endtime?: number;
  /** OK, `WARNINGS: n`, or what it died of. */
  status?: string;
  log(): string[];
}

export type Log = (line: string) => void;

/** What fork_worker is given. */
export interface Worker {
  type: string;
  id: string;
  user: string;
  /** Started by the node's LRM. */
  byHa?: boolean;
  steps(log: Log): Steps;
}

interface Running extends Task {
  lines: string[];
  process?: Process<void>;
}

/** A node keeps about this many in its index (RESTEnvironment.pm: two files of 50,000 bytes). */
const KEPT = 1000;

/** The workers of all nodes (pve-common RESTEnvironment.pm fork_worker). */
export class Tasks {
  readonly faults = new TaskFaults();
  private readonly timeline: Timeline;
  private readonly seed: number;
  private readonly bootTime: (node: string) => number;
  private readonly byUpid = new Map<string, Running>();
  /** In the order in which they ended. */
  private ended: Running[] = [];
  private readonly pids = new Map<string, number>();

  constructor(
    timeline: Timeline,
    seed: number,
    bootTime: (node: string) => number,
  ) {
    this.timeline = timeline;
    this.seed = seed;
    this.bootTime = bootTime;
  }

  private nextPid(node: string): number {
    const key = hashText(node);
    const last =
      this.pids.get(node) ?? 20_000 + Math.floor(hash(this.seed, key) * 1e6);
    const pid = last + 1 + Math.floor(hash(this.seed, key, last) * 40);
    this.pids.set(node, pid);
    return pid;
  }

  /** Starts a worker on a node; its UPID. */
  fork(node: string, worker: Worker): string {
    const { type, id, user } = worker;
    const now = this.timeline.now();
    const parts: UpidParts = {
      node,
      pid: this.nextPid(node),
      pstart: Math.max(1, Math.floor((now - this.bootTime(node)) * 100)),
      starttime: Math.floor(now),
      type,
      id,
      user,
    };
    const upid = encodeUpid(parts);
    const lines = worker.byHa ? ['task started by HA resource agent'] : [];
    const task: Running = { ...parts, upid, lines, log: () => lines };
    const fault = this.faults.take({ node, type, id });
    const log: Log = line => lines.push(...line.split('\n'));
    const replaced = fault && fault.mode !== 'warn';
    const warning = fault?.mode === 'warn' && (fault.status ?? 'by the lab');
    task.process = new Process(
      this.timeline,
      replaced ? disturbed(fault) : worker.steps(log),
      end => {
        if (fault?.mode === 'vanish') {
          this.end(task, 'unexpected status');
        } else if ('error' in end) {
          lines.push(`TASK ERROR: ${end.error}`);
          this.end(task, end.error);
        } else if (warning) {
          lines.push(`WARN: ${warning}`, 'TASK WARNINGS: 1');
          this.end(task, 'WARNINGS: 1');
        } else {
          lines.push('TASK OK');
          this.end(task, 'OK');
        }
      },
    );
    this.byUpid.set(upid, task);
    return upid;
  }

  private end(task: Running, status: string): void {
    task.process = undefined;
    task.endtime = this.timeline.seconds();
    task.status = status;
    this.ended.push(task);
    const ofNode = this.ended.filter(({ node }) => node === task.node);
    if (ofNode.length > KEPT) {
      const [oldest] = ofNode;
      this.ended = this.ended.filter(other => other !== oldest);
      this.byUpid.delete(oldest.upid);
    }
  }

  find(upid: string): Task | undefined {
    return this.byUpid.get(upid);
  }

  isRunning(upid: string): boolean {
    return this.byUpid.get(upid)?.process !== undefined;
  }

  /** RESTEnvironment.pm check_worker, with killit. */
  stop(upid: string): void {
    this.byUpid.get(upid)?.process?.interrupt();
  }

  /** Those that have not ended as far as their node knows, the last one first. */
  active(node: string): Task[] {
    return [...this.byUpid.values()]
      .filter(task => task.node === node && task.endtime === undefined)
      .reverse();
  }

  /** The last one to end first. */
  finished(node: string): Task[] {
    return this.ended.filter(task => task.node === node).reverse();
  }

  /** Its processes are gone; nobody is left to say so. */
  nodeDied(node: string): void {
    for (const task of this.byUpid.values()) {
      if (task.node !== node) continue;
      task.process?.kill();
      task.process = undefined;
    }
  }

  /** The first look at the list after a boot finds tasks whose logs have no last line. */
  nodeBooted(node: string): void {
    for (const task of this.byUpid.values()) {
      if (task.node === node && task.endtime === undefined) {
        this.end(task, 'unexpected status');
      }
    }
  }

  reset(): void {
    this.byUpid.clear();
    this.ended = [];
    this.pids.clear();
    this.faults.clear();
  }
}
