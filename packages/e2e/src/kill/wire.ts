import { z } from 'zod';

// The contract as it is seen from outside: as much of it as is judged here.

const runSchema = z.object({
  id: z.string(),
  state: z.enum([
    'accepted',
    'sending',
    'running',
    'succeeded',
    'failed',
    'cancelled',
    'unknown',
  ]),
  step: z.string().optional(),
  task: z.string().optional(),
  sentAt: z.string().optional(),
  error: z.object({ kind: z.string(), message: z.string() }).optional(),
});

/** A run, as the portal answers and stores it. */
export type Run = z.infer<typeof runSchema>;

const auditSchema = z.object({
  items: z.array(z.object({ event: z.string(), runId: z.string().optional() })),
});

/** A record of the audit trail. */
export type AuditRecord = z.infer<typeof auditSchema>['items'][number];

const verifySchema = z.object({
  ok: z.boolean(),
  checked: z.number(),
  problems: z.array(z.object({ seq: z.number(), problem: z.string() })),
});

/** Whether the hash chain of the audit trail holds. */
export type Chain = z.infer<typeof verifySchema>;

export const parseRun = (value: unknown): Run => runSchema.parse(value);
export const parseAudit = (value: unknown): AuditRecord[] =>
  auditSchema.parse(value).items;
export const parseChain = (value: unknown): Chain => verifySchema.parse(value);

/** Whether a run has come to an end. */
export const hasEnded = ({ state }: Run): boolean =>
  state !== 'accepted' && state !== 'sending' && state !== 'running';
