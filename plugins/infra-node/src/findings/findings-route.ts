import {
  findingsResponseSchema,
  infraFindingReadPermission,
  isLastKnown,
  snapshotState,
  type SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import { defineRoute, type Route } from '../routes/route';
import type { Clock } from '../snapshots/collector';
import type { SnapshotStore } from '../snapshots/snapshot-store';
import { FINDINGS_KIND, type FindingsData } from './findings';

/**
 * Why nobody can look at what a snapshot holds; undefined where somebody can. A failure from before the source could be
 * read again is past: then the snapshot has until its next turns to be read.
 */
function blindness(
  kind: string,
  head: SnapshotHead,
  recoveredAt: string | undefined,
  now: Date,
): string | undefined {
  const { error, ...rest } = head;
  const isPast =
    recoveredAt !== undefined && (head.attemptedAt ?? '') < recoveredAt;
  const current = isPast
    ? { ...rest, collectedAt: rest.collectedAt && recoveredAt }
    : head;
  const state = snapshotState(current, now);
  if (!isLastKnown(state)) return undefined;
  if (state === 'pending') return 'It has not been read yet';
  if (state !== 'stale') return error?.message;
  return `The ${kind} of ${head.title} were last read at ${head.collectedAt}: the portal's own collector stands still. Look for the task collect-${kind}-${head.source} in the portal's log.`;
}

/**
 * `GET /v1/findings`, which every backend of ours serves.
 *
 * @param options - `kinds`: the kinds of snapshot that the findings are made from. Where one of them, or the findings
 * themselves, could not be read, or is not being read, the findings of its source are not known now
 * @public
 */
export function createFindingsRoute(options: {
  store: SnapshotStore;
  kinds: readonly string[];
  clock?: Clock;
}): Route {
  const { store } = options;
  const clock = options.clock ?? (() => new Date());
  const kinds = [...options.kinds, FINDINGS_KIND];
  return defineRoute({
    method: 'get',
    path: '/v1/findings',
    summary: 'What a person should look at',
    permission: infraFindingReadPermission,
    response: findingsResponseSchema,
    async handler() {
      const [snapshots, headsOfKinds] = await Promise.all([
        Promise.all(
          store.sources.map(({ name }) =>
            store.read<FindingsData>(FINDINGS_KIND, name),
          ),
        ),
        Promise.all(
          kinds.map(async kind => [kind, await store.heads(kind)] as const),
        ),
      ]);
      const now = clock();
      return {
        items: snapshots.flatMap(({ data }) =>
          Object.values(data?.items ?? {}),
        ),
        unknown: snapshots.flatMap(({ source, data }) => {
          const messages = headsOfKinds.flatMap(([kind, heads]) =>
            heads
              .filter(head => head.source === source)
              .flatMap(
                head => blindness(kind, head, data?.recoveredAt, now) ?? [],
              ),
          );
          if (messages.length === 0) return [];
          // One outage fails every kind with the same words.
          return [{ source, message: [...new Set(messages)].join(' ') }];
        }),
      };
    },
  });
}
