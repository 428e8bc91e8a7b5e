import { z } from 'zod';

/** From least to most urgent. @public */
export const severities = ['info', 'warning', 'critical'] as const;

/** @public */
export const findingSchema = z
  .object({
    /** The same for as long as it is the same thing: `proxmox/reverb256/node-offline/nodes/forge`. */
    id: z.string(),
    /** A stable word for what it is: `node-offline`. */
    code: z.string(),
    severity: z.enum(severities),
    /** What is wrong, with the thing's name: one sentence. */
    title: z.string(),
    /** What was seen, by name: figures and states as text. */
    evidence: z.record(z.string(), z.string()),
    /** The source that it was seen in, by its configured name. */
    source: z.string(),
    /** The part, as in a gap's path: `nodes/forge`. */
    path: z.string().optional(),
    /** The catalog entity that it is about, if there is one. */
    entityRef: z.string().optional(),
    since: z.iso.datetime(),
    /** Page and heading of the runbook: `proxmox#node-offline`. */
    runbook: z.string(),
  })
  .meta({ id: 'Finding' });

/** Something that a person should look at. @public */
export type Finding = z.infer<typeof findingSchema>;

/**
 * Whether a finding is that its source as a whole cannot be read: `source-<why>`, about no part of it. It is seen whenever
 * the source is tried, while all others of that source are last known.
 *
 * @public
 */
export function isOutage({ code, path }: Pick<Finding, 'code' | 'path'>) {
  return code.startsWith('source-') && path === undefined;
}

/** @public */
export const findingsResponseSchema = z
  .object({
    items: z.array(findingSchema),
    /**
     * Sources whose findings are not known now. Those last known of them are still in `items`: a finding does not end
     * because nobody can look. That the source cannot be read is one as well, and is known.
     */
    unknown: z.array(z.object({ source: z.string(), message: z.string() })),
  })
  .meta({ id: 'FindingsResponse' });

/** What `GET /v1/findings` answers, in every backend of ours. @public */
export type FindingsResponse = z.infer<typeof findingsResponseSchema>;

/** What somebody decided about a finding, and until when that holds. @public */
export const findingDecisionSchema = z
  .object({
    /** The entity ref of the person. */
    by: z.string(),
    at: z.iso.datetime(),
    reason: z.string(),
    until: z.iso.datetime().optional(),
  })
  .meta({ id: 'FindingDecision' });

/** @public */
export type FindingDecision = z.infer<typeof findingDecisionSchema>;

/** @public */
export const trackedFindingSchema = findingSchema
  .extend({
    /** The plugin that found it. */
    pluginId: z.string(),
    state: z.enum(['open', 'resolved']),
    /** When it was last confirmed; older than that means that its source cannot be asked. */
    seenAt: z.iso.datetime(),
    resolvedAt: z.iso.datetime().optional(),
    /** Somebody looks after it; it stays in sight. */
    acknowledged: findingDecisionSchema.optional(),
    /** Nobody is told of it, and it is out of sight, until the end that was given. */
    muted: findingDecisionSchema.optional(),
  })
  .meta({ id: 'TrackedFinding' });

/** A finding with its history, as `infra-backend` keeps it. @public */
export type TrackedFinding = z.infer<typeof trackedFindingSchema>;
