import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  createMergePatch,
  headsResponseSchema,
  snapshotResponseSchema,
  type Snapshot,
  type SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import type { Clock } from '../snapshots/collector';
import type { SnapshotStore } from '../snapshots/snapshot-store';
import { AnswerCache } from './answer-cache';
import { defineRoute, type Route } from './route';

/** What one person may see of a kind of snapshot. @public */
export interface SnapshotView<T extends object> {
  /** Stands for what is visible: the same for everybody who may see the same. */
  digest: string;
  /** Takes out what may not be seen, and says in the gaps that something was. */
  apply(snapshot: Snapshot<T>): Snapshot<T>;
}

/** How a kind of snapshot is served. @public */
export interface ServedSnapshot<T extends object> {
  /** What the data is. */
  schema: z.ZodType<T>;
  /** What the caller may see; undefined for all of it. */
  view?(
    credentials: BackstageCredentials,
  ): Promise<SnapshotView<T> | undefined>;
}

function headOf({ data, ...head }: Snapshot<object>): SnapshotHead {
  return head;
}

/**
 * The routes by which a plugin serves its snapshots:
 *
 * - `GET /v1/heads`: all heads, small; what viewers ask for on a clock
 * - `GET /v1/snapshots/{kind}`: a list of whole snapshots, one a source
 * - `GET /v1/snapshots/{kind}/{source}`: one, with an ETag of its version and of what the caller may see; with `since`
 *   the difference to that version, where it is still known
 *
 * @public
 */
export function createSnapshotRoutes(options: {
  store: SnapshotStore;
  permission: Permission;
  /** By kind: every kind of the store. */
  served: Record<string, ServedSnapshot<object>>;
  clock?: Clock;
}): Route[] {
  const { store, permission, served } = options;
  const clock = options.clock ?? (() => new Date());
  const cache = new AnswerCache();
  const kinds = store.kinds.map(({ kind }) => kind);
  const params = z.object({ kind: z.enum(kinds) });
  const anyData = z.union(
    kinds.map(kind => served[kind].schema) as [z.ZodType, ...z.ZodType[]],
  );

  const viewOf = async (kind: string, credentials: BackstageCredentials) =>
    served[kind].view?.(credentials);

  return [
    defineRoute({
      method: 'get',
      path: '/v1/heads',
      summary: 'How old each snapshot is, and what is missing from it',
      permission,
      response: headsResponseSchema,
      async handler({ response }) {
        response.setHeader('Cache-Control', 'private, no-cache');
        const heads = await Promise.all(
          kinds.map(async kind => [kind, await store.heads(kind)] as const),
        );
        return {
          now: clock().toISOString(),
          heads: Object.fromEntries(heads),
        };
      },
    }),

    defineRoute({
      method: 'get',
      path: '/v1/snapshots/{kind}',
      summary: 'The last good read of every source',
      permission,
      params,
      response: z.object({ items: z.array(snapshotResponseSchema(anyData)) }),
      async handler({ params: { kind }, credentials, request, response }) {
        const view = await viewOf(kind, credentials);
        const items = await Promise.all(
          store.sources.map(({ name }) => store.read(kind, name)),
        );
        response.setHeader('Cache-Control', 'private, no-cache');
        const key = JSON.stringify([kind, view?.digest, items.map(headOf)]);
        await cache.send(request, response, key, async () => ({
          items: view ? items.map(view.apply) : items,
        }));
        return undefined;
      },
    }),

    defineRoute({
      method: 'get',
      path: '/v1/snapshots/{kind}/{source}',
      summary: 'The last good read of one source, whole or as a difference',
      permission,
      params: params.extend({ source: z.string() }),
      query: z.object({
        since: z.string().optional().meta({
          description: 'The version that the caller has',
        }),
      }),
      response: snapshotResponseSchema(anyData),
      async handler({ params: p, query, credentials, request, response }) {
        const { kind, source } = p;
        const view = await viewOf(kind, credentials);
        const whole = await store.read(kind, source);
        const etag = `"${whole.version}.${view?.digest ?? 'all'}"`;
        response.setHeader('Cache-Control', 'private, no-cache');
        response.setHeader('ETag', etag);
        if (whole.version && request.headers['if-none-match'] === etag) {
          response.status(304).end();
          return undefined;
        }

        const visible = (snapshot: Snapshot<object>) =>
          view ? view.apply(snapshot) : snapshot;
        const older =
          query.since === undefined
            ? undefined
            : store.recall(kind, source, query.since);
        const head = headOf(whole);
        const key = JSON.stringify([
          kind,
          view?.digest,
          older && query.since,
          head,
        ]);
        await cache.send(request, response, key, async () => {
          const now = visible(whole);
          if (!older || !now.data) return now;
          const before = visible({ ...whole, data: older });
          return {
            ...headOf(now),
            since: query.since,
            patch: createMergePatch(before.data ?? {}, now.data),
          };
        });
        return undefined;
      },
    }),
  ];
}
