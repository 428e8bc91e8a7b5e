import { z } from 'zod';
import { originSchema } from './run';

/** What happened to a change: it was refused, accepted, or came to one of its ends. @public */
export const auditEvents = [
  'refused',
  'accepted',
  'cancel-requested',
  'succeeded',
  'failed',
  'cancelled',
  'unknown',
] as const;

/** @public */
export const auditRecordSchema = z
  .object({
    /** Counts from 1 without gaps, in each plugin for itself. */
    seq: z.number().int(),
    pluginId: z.string(),
    at: z.iso.datetime(),
    event: z.enum(auditEvents),
    /** The entity ref of a person, or the subject of a machine. */
    actor: z.string(),
    origin: originSchema,
    /** The action's name within its plugin. */
    action: z.string(),
    resourceType: z.string(),
    resourceId: z.string(),
    resourceTitle: z.string(),
    /** Absent for what was refused before it became a run. */
    runId: z.string().optional(),
    /** The input of what was asked, why it was refused, how it ended. */
    detail: z.record(z.string(), z.unknown()),
    /** The hash of the record before it; of sixty-four zeros for the first. */
    previousHash: z.string(),
    /** SHA-256, in hexadecimal, over all of the above. */
    hash: z.string(),
  })
  .meta({ id: 'AuditRecord' });

/** One line of the audit trail. @public */
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/** Times are compared as text where they are kept, so they are brought to one form. */
const instant = z.iso
  .datetime()
  .transform(value => new Date(value).toISOString());

/** By what audit records are searched; all that are given must hold. @public */
export const auditQuerySchema = z.object({
  actor: z.string().optional(),
  resource: z
    .string()
    .optional()
    .meta({ description: 'Part of a thing’s id or title' }),
  action: z.string().optional(),
  event: z.enum(auditEvents).optional(),
  from: instant.optional(),
  to: instant.optional(),
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .meta({ description: 'Only records before this seq: for the next page' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** @public */
export type AuditQuery = z.output<typeof auditQuerySchema>;
