import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
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
  /** Whoever lacks it is neither shown this kind nor its heads; the permission of the routes if not given. */
  permission?: BasicPermission;
  /** What the caller may see; undefined for all of it. */
  view?(
    credentials: BackstageCredentials,
  ): Promise<SnapshotView<T> | undefined>;
}

function headOf({ data, ...head }: Snapshot<object>): SnapshotHead {
  return head;
}

/** Decides about kinds of snapshot, each by its own permission. */
function createKindAuthorizer(
  permissions: PermissionsService,
  permissionOf: (kind: string) => BasicPermission,
) {
  const allowedOf = async (
    kinds: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> => {
    // Heads are asked for often, and few kinds have a permission of their own.
    const distinct = [...new Set(kinds.map(permissionOf))];
    const decisions = await permissions.authorize(
      distinct.map(each => ({ permission: each })),
      { credentials },
    );
    const allowed = distinct.filter(
      (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
    );
    return kinds.filter(kind => allowed.includes(permissionOf(kind)));
  };
  /** @throws NotAllowedError when the caller may read none of the kinds */
  return async (
    kinds: readonly string[],
    credentials: BackstageCredentials,
  ) => {
    const allowed = await allowedOf(kinds, credentials);
    if (allowed.length > 0) return allowed;
    const names = new Set(kinds.map(kind => permissionOf(kind).name));
    throw new NotAllowedError(
      `This needs the permission ${[...names].join(
        ' or ',
      )}, which you do not have. Ask an administrator of the portal for a role that includes it.`,
    );
  };
}

/**
 * The routes by which a plugin serves its snapshots:
 *
 * - `GET /v1/heads`: all heads that the caller may see, small; what viewers ask for on a clock
 * - `GET /v1/snapshots/{kind}`: a list of whole snapshots, one a source
 * - `GET /v1/snapshots/{kind}/{source}`: one, with an ETag of its version and of what the caller may see; with `since`
 *   the difference to that version, where it is still known
 *
 * @public
 */
export function createSnapshotRoutes(options: {
  store: SnapshotStore;
  permissions: PermissionsService;
  /** Of the kinds that have none of their own. */
  permission: BasicPermission;
  /** By kind: every kind of the store. */
  served: Record<string, ServedSnapshot<object>>;
  clock?: Clock;
}): Route[] {
  const { store, permission, served } = options;
  const clock = options.clock ?? (() => new Date());
  const cache = new AnswerCache();
  const kinds = store.kinds.map(({ kind }) => kind);
  const permissionOf = (kind: string) => served[kind]?.permission ?? permission;
  // Not an enum: the permission of the kind is asked for before it is said what kinds there are.
  const params = z.object({
    kind: z.string().meta({
      enum: kinds,
      description: `Each needs its own permission: ${kinds
        .map(kind => `${kind} ${permissionOf(kind).name}`)
        .join(', ')}`,
    }),
  });
  const anyData = z.union(
    kinds.map(kind => served[kind].schema) as [z.ZodType, ...z.ZodType[]],
  );

  const authorize = createKindAuthorizer(options.permissions, permissionOf);

  /** What the caller may see of a kind; undefined for all of it. */
  const viewOf = async (kind: string, credentials: BackstageCredentials) => {
    await authorize([kind], credentials);
    if (!kinds.includes(kind)) {
      throw new InputError(
        `There are no snapshots of kind '${kind}'; there are: ${kinds.join(
          ', ',
        )}`,
      );
    }
    return served[kind].view?.(credentials);
  };

  return [
    defineRoute({
      method: 'get',
      path: '/v1/heads',
      summary: 'How old each snapshot is, and what is missing from it',
      permission,
      decides: true,
      response: headsResponseSchema,
      async handler({ credentials, response }) {
        const visible = await authorize(kinds, credentials);
        response.setHeader('Cache-Control', 'private, no-cache');
        const heads = await Promise.all(
          visible.map(async kind => [kind, await store.heads(kind)] as const),
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
      decides: true,
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
      decides: true,
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
