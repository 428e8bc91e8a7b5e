import { z } from 'zod';
import { auditRecordSchema } from './audit';
import { severities, trackedFindingSchema } from './finding';
import { runSchema } from './run';

/** @public */
export const unknownPartSchema = z
  .object({
    pluginId: z.string(),
    /** The source within the plugin; absent when nothing of the plugin is known. */
    source: z.string().optional(),
    /** What happened, and what to do. */
    message: z.string(),
  })
  .meta({ id: 'UnknownPart' });

/** A part of what was gathered from all plugins that is not known now: never to be taken for empty. @public */
export type UnknownPart = z.infer<typeof unknownPartSchema>;

const unknown = z.array(unknownPartSchema);

/** @public */
export const gatheredFindingsSchema = z.object({
  items: z.array(trackedFindingSchema),
  unknown,
});

/** What `GET /api/infra/v1/findings` answers: the most severe first, the newest first among equals. @public */
export type GatheredFindings = z.infer<typeof gatheredFindingsSchema>;

/** What can happen to a finding. @public */
export const findingTransitions = [
  'opened',
  'escalated',
  'eased',
  'resolved',
  'reopened',
  'acknowledged',
  'acknowledgement-expired',
  'muted',
  'mute-expired',
  'released',
] as const;

/** @public */
export const findingTransitionSchema = z
  .object({
    findingId: z.string(),
    at: z.iso.datetime(),
    transition: z.enum(findingTransitions),
    /** As severe as it was then. */
    severity: z.enum(severities),
    /** Who decided, where somebody did. */
    by: z.string().optional(),
    reason: z.string().optional(),
    until: z.iso.datetime().optional(),
  })
  .meta({ id: 'FindingTransition' });

/** One line of a finding's history. @public */
export type FindingTransition = z.infer<typeof findingTransitionSchema>;

/** What `GET /api/infra/v1/findings/history?id=` answers: the newest first. @public */
export const findingHistorySchema = z.object({
  items: z.array(findingTransitionSchema),
});

/** @public */
export const gatheredRunsSchema = z.object({
  items: z.array(runSchema),
  /** What `before` is for the next page, where this one is not full and yet not the last. */
  next: z.string().optional(),
  unknown,
});

/** What `GET /api/infra/v1/runs` answers: the newest first. @public */
export type GatheredRuns = z.infer<typeof gatheredRunsSchema>;

/** @public */
export const gatheredAuditSchema = z.object({
  items: z.array(auditRecordSchema),
  /** For the next page; absent when there is none. */
  cursor: z.string().optional(),
  unknown,
});

/** What `GET /api/infra/v1/audit` answers: the newest first. @public */
export type GatheredAudit = z.infer<typeof gatheredAuditSchema>;

/** @public */
export const auditVerdictSchema = z
  .object({
    pluginId: z.string(),
    ok: z.boolean(),
    /** How many records were read. */
    checked: z.number().int(),
    problems: z.array(
      z.object({
        /** The record at which it shows. */
        seq: z.number().int(),
        problem: z.string(),
      }),
    ),
  })
  .meta({ id: 'AuditVerdict' });

/** Whether a plugin's audit trail is whole and unchanged. @public */
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;

/** What `GET /api/infra/v1/audit/verify` answers. @public */
export const gatheredVerdictsSchema = z.object({
  items: z.array(auditVerdictSchema),
  unknown,
});

/**
 * The last line of `GET /api/infra/v1/audit/export`, after one line for each {@link AuditRecord}. An export without it
 * was cut off.
 *
 * @public
 */
export const auditExportEndSchema = z
  .object({
    end: z.literal(true),
    records: z.number().int(),
    unknown,
  })
  .meta({ id: 'AuditExportEnd' });
