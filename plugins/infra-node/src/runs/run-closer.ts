import type {
  AuditorService,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import type {
  AuditRecord,
  Run,
} from '@reverb256/backstage-plugin-infra-common';
import type { AuditEntry } from '../audit/audit-trail';

/** What the trail says of the end of a run. */
export const endRecord = (run: Run): AuditEntry => ({
  at: run.endedAt!,
  event: run.state as AuditRecord['event'],
  actor: run.actor,
  origin: run.origin,
  action: run.action,
  resourceType: run.resource.type,
  resourceId: run.resource.id,
  resourceTitle: run.resource.title,
  runId: run.id,
  detail: {
    ...(run.parent && { parent: run.parent }),
    ...(run.task && { task: run.task }),
    ...(run.output && { output: run.output }),
    ...(run.error && { error: run.error }),
  },
});

/** Keeps the auditor's event of each run open until the run has ended. */
export class RunCloser {
  readonly #auditor: AuditorService;
  readonly #events = new Map<string, AuditorServiceEvent>();

  constructor(auditor: AuditorService) {
    this.#auditor = auditor;
  }

  /** Takes over the event of a run that was just accepted. */
  keep(runId: string, event: AuditorServiceEvent): void {
    this.#events.set(runId, event);
  }

  /** Another process closes it. */
  forget(runId: string): void {
    this.#events.delete(runId);
  }

  /** Closes the event; after a restart one of its own, under the same run id. */
  async close(run: Run): Promise<void> {
    const { id: runId, parent, actor, origin, action, state } = run;
    const event =
      this.#events.get(runId) ??
      (await this.#auditor.createEvent({
        eventId: 'run',
        severityLevel: run.destructive ? 'high' : 'medium',
        meta: {
          runId,
          ...(parent && { parent }),
          actor,
          origin,
          action,
          resource: run.resource.id,
          actionType: 'end',
        },
      }));
    this.forget(runId);
    if (state === 'succeeded') {
      await event.success({ meta: { runId, state } });
    } else {
      await event.fail({
        error: new Error(run.error?.message ?? state),
        meta: { runId, state },
      });
    }
  }
}
