import {
  findingSchema,
  findingsResponseSchema,
  infraFindingReadPermission,
  type Finding,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { defineRoute, type Route } from '../routes/route';
import type { CollectInput, Collector } from '../snapshots/collector';
import type { SnapshotStore } from '../snapshots/snapshot-store';

/** The kind of snapshot in which a plugin keeps its findings. @public */
export const FINDINGS_KIND = 'findings';

/** The data of that kind: findings by id. @public */
export const findingsDataSchema = z.object({
  items: z.record(z.string(), findingSchema),
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

/**
 * Keeps what a plugin finds in its other snapshots, as a snapshot of its own: so findings survive a restart, are the
 * same on every replica, and reach viewers by the same way.
 *
 * @public
 */
export class FindingsCollector implements Collector<FindingsData> {
  readonly kind = FINDINGS_KIND;
  readonly #find: (source: string, now: Date) => Promise<FoundNow[]>;

  /** @param find - what there is to be found in a source now; it asks no upstream */
  constructor(find: (source: string, now: Date) => Promise<FoundNow[]>) {
    this.#find = find;
  }

  async collect({ source, previous, now }: CollectInput<FindingsData>) {
    const found = await this.#find(source, now);
    const before = previous.data?.items ?? {};
    return { data: { items: dateFindings(found, before, now) }, gaps: [] };
  }
}

/**
 * `GET /v1/findings`, which every backend of ours serves.
 *
 * @param kind - the kind of snapshot that the findings are made from: where its last read failed they are not known now
 * @public
 */
export function createFindingsRoute(store: SnapshotStore, kind: string): Route {
  return defineRoute({
    method: 'get',
    path: '/v1/findings',
    summary: 'What a person should look at',
    permission: infraFindingReadPermission,
    response: findingsResponseSchema,
    async handler() {
      const [snapshots, heads] = await Promise.all([
        Promise.all(
          store.sources.map(({ name }) =>
            store.read<FindingsData>(FINDINGS_KIND, name),
          ),
        ),
        store.heads(kind),
      ]);
      return {
        items: snapshots.flatMap(({ data }) =>
          Object.values(data?.items ?? {}),
        ),
        unknown: heads.flatMap(({ source, error, collectedAt }) =>
          error || !collectedAt
            ? [
                {
                  source,
                  message: error?.message ?? 'It has not been read yet',
                },
              ]
            : [],
        ),
      };
    },
  });
}
