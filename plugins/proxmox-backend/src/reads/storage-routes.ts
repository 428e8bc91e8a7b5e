import { NotFoundError } from '@backstage/errors';
import {
  readingSchema,
  type SourceError,
} from '@reverb256/backstage-plugin-infra-common';
import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxClusterReadPermission,
  storageContentSchema,
  storageHistorySchema,
  type ProxmoxInventory,
  type ProxmoxStorage,
  type StorageContent,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { toStorageHistory } from '../details/history';
import { toStorageContent } from '../details/storage-content';
import { guestSight, visibleVmids } from '../guest-sight';
import { assertOnline, nodeLimits } from './limits';
import { knownInventory, type ReadDeps } from './read-deps';
import { historyFreshSeconds, timeframeQuery } from './timeframe';
import { lackingForContent, leftOut, tokenPermissions } from './token-sight';
import { whenGone } from './when-gone';

const params = z.object({
  cluster: z.string(),
  node: z.string(),
  storage: z.string(),
});

const CONTENT_FRESH_SECONDS = 60;

/** A storage of many backups takes its time. */
const CONTENT_TIMEOUT_SECONDS = 20;

function findStorage(
  inventory: ProxmoxInventory,
  { cluster, node, storage }: z.infer<typeof params>,
): ProxmoxStorage {
  const found = Object.values(inventory.storages).find(
    each => each.node === node && each.storage === storage,
  );
  if (!found) {
    throw new NotFoundError(
      `Node ${JSON.stringify(
        node,
      )} of cluster ${cluster} has no storage ${JSON.stringify(
        storage,
      )}, as far as the portal may see.`,
    );
  }
  return found;
}

/**
 * The content without what names guests that may not be seen. How large it is stays: it explains the use of the storage,
 * which everybody sees who sees the storage.
 */
export function withoutNames(
  { volumes }: StorageContent,
  storage: string,
  sees: (vmid: string) => boolean,
): StorageContent {
  return {
    volumes: volumes.map(({ vmid, notes, ...volume }, index) => {
      if (vmid === undefined || sees(vmid)) {
        return { ...volume, vmid, notes };
      }
      return { ...volume, volume: `${storage}:hidden-${index + 1}` };
    }),
  };
}

/** Why the content is not known to be all, as the error of the reading; undefined where it is. */
async function whatIsLeftOut(
  deps: ReadDeps,
  cluster: string,
  storage: string,
  kinds: readonly string[],
): Promise<SourceError | undefined> {
  const permissions = await tokenPermissions(deps, cluster);
  if (!permissions) return undefined;
  const missing = lackingForContent(permissions, storage, kinds);
  if (missing.length === 0) return undefined;
  const { token } = deps.clients.get(cluster).cluster;
  return leftOut('volumes of guests', token.id, missing).toSourceError(
    deps.clock(),
  );
}

function historyRoute(deps: ReadDeps): Route {
  const { clients, cache, clock } = deps;
  return defineRoute({
    method: 'get',
    path: '/v1/storages/{cluster}/{node}/{storage}/history',
    summary: 'The history of a storage, read when somebody asks',
    permission: proxmoxClusterReadPermission,
    params,
    query: timeframeQuery,
    response: readingSchema(storageHistorySchema),
    async handler({ params: p, query: { timeframe }, response }) {
      const { cluster, node, storage } = p;
      const inventory = await knownInventory(deps, cluster);
      findStorage(inventory, p);
      response.setHeader('Cache-Control', 'private, no-store');
      return cache.read(
        {
          key: [cluster, 'storages', node, storage, timeframe].join('/'),
          title: `The history of storage ${storage} on ${node}`,
          freshSeconds: historyFreshSeconds[timeframe],
          limits: nodeLimits(cluster, node),
          async read(signal) {
            assertOnline(inventory, node);
            const rows = await clients
              .get(cluster)
              .details.storageHistory({ node, storage }, timeframe, { signal });
            return toStorageHistory(rows, timeframe, clock());
          },
        },
        whenGone(response),
      );
    },
  });
}

function contentRoute(deps: ReadDeps): Route {
  const { clients, cache, permissions } = deps;
  return defineRoute({
    method: 'get',
    path: '/v1/storages/{cluster}/{node}/{storage}/content',
    summary: 'What is on a storage, read when somebody asks',
    permission: proxmoxClusterReadPermission,
    params,
    response: readingSchema(storageContentSchema),
    async handler({ params: p, credentials, response }) {
      const { cluster, node, storage } = p;
      const inventory = await knownInventory(deps, cluster);
      const { content: kinds } = findStorage(inventory, p);
      response.setHeader('Cache-Control', 'private, no-store');
      const reading = await cache.read(
        {
          key: [cluster, 'storages', node, storage, 'content'].join('/'),
          title: `The content of storage ${storage} on ${node}`,
          freshSeconds: CONTENT_FRESH_SECONDS,
          timeoutSeconds: CONTENT_TIMEOUT_SECONDS,
          limits: nodeLimits(cluster, node),
          async read(signal) {
            assertOnline(inventory, node);
            const rows = await clients
              .get(cluster)
              .details.storageContent({ node, storage }, {}, { signal });
            return toStorageContent(rows);
          },
        },
        whenGone(response),
      );
      if (!reading.data) return reading;
      const told = {
        ...reading,
        error:
          reading.error ?? (await whatIsLeftOut(deps, cluster, storage, kinds)),
      };
      const sight = await guestSight(permissions, credentials);
      if (sight.extent === 'all') return told;
      const sees = visibleVmids(sight, cluster, inventory);
      return { ...told, data: withoutNames(reading.data, storage, sees) };
    },
  });
}

/** The routes of one storage as one node sees it. */
export const createStorageRoutes = (deps: ReadDeps): Route[] => [
  historyRoute(deps),
  contentRoute(deps),
];
