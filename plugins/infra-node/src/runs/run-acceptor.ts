import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import type { Request } from 'express';
import type { Clock } from '../snapshots/collector';
import type { Asked } from './asked';
import { busyWith } from './busy';
import type { DatabaseRunStore } from './database-run-store';
import { RunRefusedError } from './run-refused-error';
import type { RunRecorder } from './run-recorder';

/** Who follows what is accepted: the follower of this process. */
export interface Taker {
  /** The lease under which a new run is stored. */
  lease(now: Date): { owner: string; until: Date };
  /** Takes on a run that was just stored under this lease. */
  take(run: Run, event: AuditorServiceEvent): void;
}

/** Looks what stands in the way of a change, stores it with its audit record, and hands it to the follower. */
export class RunAcceptor {
  readonly #store: DatabaseRunStore;
  readonly #auditor: AuditorService;
  readonly #recorder: RunRecorder;
  readonly #taker: Taker;
  readonly #clock: Clock;

  constructor(options: {
    store: DatabaseRunStore;
    auditor: AuditorService;
    recorder: RunRecorder;
    taker: Taker;
    clock: Clock;
  }) {
    this.#store = options.store;
    this.#auditor = options.auditor;
    this.#recorder = options.recorder;
    this.#taker = options.taker;
    this.#clock = options.clock;
  }

  /** What would happen, what stands in the way, and which other things are changed along, by the ids of their resources. */
  async check({ action, input, found, allows = () => false }: Asked) {
    const {
      effects,
      obstacles,
      affects = [],
    } = await action.preflight(
      input,
      found.subject,
      { active: ids => this.#store.activeOn(ids) },
      allows,
    );
    const along = affects.map(({ id }) => id);
    const busy = [
      ...(await this.concurrent(found.resource.id)),
      ...(await this.#store.activeOn(along)),
    ].map(busyWith);
    return { effects, obstacles: [...busy, ...obstacles], along };
  }

  /** What is being done to a thing now. */
  concurrent(resource: string): Promise<Run[]> {
    return this.#store.list({ active: true, resource, limit: 10 });
  }

  /**
   * Accepts a change that the caller may make.
   *
   * @param as - the id of the run, where it follows from something; the run that asks; the request that it comes from
   * @throws RunRefusedError when something stands in the way, which is recorded
   */
  async accept(
    asked: Asked,
    as: { pluginId: string; id?: string; parent?: Run; request?: Request },
  ): Promise<Run> {
    const { obstacles, along } = await this.check(asked);
    const blocks = obstacles.filter(o => o.severity === 'block');
    if (blocks.length > 0) {
      const refusal = new RunRefusedError(blocks);
      await this.#recorder.refuse(asked, refusal.message, as);
      throw refusal;
    }
    const { action, caller, found, input } = asked;
    const { pluginId, id = randomUUID(), parent, request } = as;
    const now = this.#clock();
    const run: Run = {
      id,
      pluginId,
      ...(parent && { parent: parent.id }),
      action: action.name,
      title: found.title,
      resource: found.resource,
      ...caller,
      input,
      destructive: action.destructive,
      state: 'accepted',
      cancellable: false,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    };
    const event = await this.#auditor.createEvent({
      eventId: 'run',
      severityLevel: action.destructive ? 'high' : 'medium',
      request,
      meta: {
        runId: run.id,
        ...(parent && { parent: parent.id }),
        ...caller,
        action: run.action,
        resource: run.resource.id,
        actionType: 'start',
      },
    });
    try {
      await this.#store.insert(
        run,
        this.#taker.lease(now),
        transaction =>
          this.#recorder.record(
            asked,
            'accepted',
            { input, ...(along.length > 0 && { along }) },
            { run, transaction },
          ),
        asked.decision,
      );
    } catch (error) {
      await event.fail({ error: toError(error) });
      if (error instanceof ConflictError) {
        await this.#recorder.refuse(asked, error.message, as);
      }
      throw error;
    }
    this.#taker.take(run, event);
    return run;
  }
}
