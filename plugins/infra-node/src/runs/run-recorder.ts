import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  AuditRecord,
  Run,
} from '@reverb256/backstage-plugin-infra-common';
import type { AuditTrail } from '../audit/audit-trail';
import type { Clock } from '../snapshots/collector';
import type { Asked } from './asked';
import { Refusals } from './refusals';
import type { Alongside } from './run-store';

/** What a record is about besides the request: the run, and the transaction in which it is written. */
interface At {
  run?: Run;
  /** The run that asked, where no person did. */
  parent?: Run;
  transaction?: Parameters<Alongside>[0];
}

/** Writes what was asked for, and what was made of it, into the audit trail and to the auditor. */
export class RunRecorder {
  readonly #trail: AuditTrail;
  readonly #auditor: AuditorService;
  readonly #clock: Clock;
  readonly #refusals = new Refusals();

  constructor(options: {
    trail: AuditTrail;
    auditor: AuditorService;
    clock: Clock;
  }) {
    this.#trail = options.trail;
    this.#auditor = options.auditor;
    this.#clock = options.clock;
  }

  /** A refusal is recorded; the same again within a minute is only counted, or anybody could fill the trail. */
  async refuse(asked: Asked, reason: string, at: At = {}): Promise<void> {
    const { action, caller, found, input } = asked;
    const { id } = found.resource;
    const key = JSON.stringify([caller, action.name, id, reason]);
    const repeated = this.#refusals.note(key, this.#clock().getTime());
    if (repeated === undefined) return;
    const detail = {
      input,
      reason,
      ...(repeated > 0 && { 'times before': repeated }),
    };
    await this.record(asked, 'refused', detail, at);
  }

  /** Records an event in the trail and, except for the beginning of a run, which has one of its own, with the auditor. */
  async record(
    { action, caller, found }: Asked,
    event: AuditRecord['event'],
    detail: Record<string, unknown>,
    { run, parent, transaction }: At = {},
  ): Promise<void> {
    const parentId = run?.parent ?? parent?.id;
    await this.#trail.append(
      {
        at: this.#clock().toISOString(),
        event,
        ...caller,
        action: action.name,
        resourceType: found.resource.type,
        resourceId: found.resource.id,
        resourceTitle: found.resource.title,
        runId: run?.id,
        detail: { ...detail, ...(parentId && { parent: parentId }) },
      },
      transaction,
    );
    if (event === 'accepted') return;
    const audited = await this.#auditor.createEvent({
      eventId: 'run',
      severityLevel: action.destructive ? 'high' : 'medium',
      meta: {
        ...caller,
        ...(run && { runId: run.id }),
        ...(parentId && { parent: parentId }),
        action: action.name,
        resource: found.resource.id,
        actionType: event,
      },
    });
    if (event === 'refused') {
      await audited.fail({ error: new Error(String(detail.reason)) });
    } else {
      await audited.success();
    }
  }
}
