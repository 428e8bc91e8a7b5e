import {
  findingSchema,
  type Finding,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';

/** The kind of snapshot in which a plugin keeps its findings. @public */
export const FINDINGS_KIND = 'findings';

/** The data of that kind: findings by id. @public */
export const findingsDataSchema = z.object({
  items: z.record(z.string(), findingSchema),
  /**
   * When the source could be read again after its last outage, ISO 8601, UTC. What is read seldom may go on showing a
   * failure from before: it belongs to that outage, and says nothing about now.
   */
  recoveredAt: z.iso.datetime().optional(),
});

/** @public */
export type FindingsData = z.infer<typeof findingsDataSchema>;

/** A finding as the thinking makes it; where it does not know since when, the first time it was seen counts. @public */
export type FoundNow = Omit<Finding, 'since'> & { since?: string };

/** Dates findings: those that were there before keep their beginning. Pure. */
export function dateFindings(
  found: readonly FoundNow[],
  before: FindingsData['items'],
  now: Date,
): FindingsData['items'] {
  return Object.fromEntries(
    [...found]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(finding => [
        finding.id,
        {
          ...finding,
          since:
            before[finding.id]?.since ?? finding.since ?? now.toISOString(),
        },
      ]),
  );
}
