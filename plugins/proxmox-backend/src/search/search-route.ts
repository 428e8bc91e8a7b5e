import {
  isLastKnown,
  snapshotState,
} from '@reverb256/backstage-plugin-infra-common';
import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import {
  guestSearchSchema,
  proxmoxGuestReadPermission,
  type GuestSearch,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestSightOrRefuse } from '../guest-sight';
import type { ReadDeps } from '../reads/read-deps';
import { searchGuests } from './search-guests';
import { SearchIndex, type SearchedCluster } from './search-index';

/** How much is known of what was searched. */
function describe(
  { head, candidates, withAddresses }: SearchedCluster,
  now: Date,
): GuestSearch['clusters'][number] {
  const state = snapshotState(head, now);
  return {
    cluster: head.source,
    title: head.title,
    collectedAt: head.collectedAt,
    error: head.error,
    isOld: isLastKnown(state),
    isPartial: head.gaps.some(({ path }) => path === 'guests'),
    guests: candidates.length,
    withAddresses,
  };
}

/** `GET /v1/search`. */
export function createSearchRoute(
  deps: Pick<ReadDeps, 'store' | 'permissions' | 'clock'>,
): Route {
  const { store, permissions, clock } = deps;
  const index = new SearchIndex(store);
  return defineRoute({
    method: 'get',
    path: '/v1/search',
    summary: 'Guests by name, id, tag or address, as last read',
    permission: proxmoxGuestReadPermission,
    query: z.object({
      q: z.string().max(200).default('').meta({
        description: 'Words that are all found in a guest',
      }),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: guestSearchSchema,
    async handler({ query: { q, limit }, credentials, response }) {
      const sight = await guestSightOrRefuse(permissions, credentials);
      const searched = await Promise.all(
        store.sources.map(({ name }) => index.search(name, sight)),
      );
      const clusters = searched.map(each => describe(each, clock()));
      const old = new Set(
        clusters.filter(({ isOld }) => isOld).map(({ cluster }) => cluster),
      );
      const found = searchGuests(
        searched.flatMap(({ candidates }) => candidates),
        q,
      );
      response.setHeader('Cache-Control', 'private, no-store');
      return {
        total: found.length,
        clusters,
        guests: found
          .slice(0, limit)
          .map(({ cluster, clusterTitle, guest, addresses = [], matched }) => ({
            cluster,
            clusterTitle,
            guest: guest.id,
            name: guest.name,
            node: guest.node,
            status:
              guest.lastKnownAt || old.has(cluster) ? 'unknown' : guest.status,
            template: guest.template,
            tags: guest.tags,
            addresses: [...addresses],
            matched,
          })),
      };
    },
  });
}
