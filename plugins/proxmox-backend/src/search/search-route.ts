import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import {
  guestSearchSchema,
  proxmoxGuestReadPermission,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestSightOrRefuse } from '../guest-sight';
import type { ReadDeps } from '../reads/read-deps';
import { searchGuests } from './search-guests';
import { SearchIndex } from './search-index';

/** `GET /v1/search`. */
export function createSearchRoute(
  deps: Pick<ReadDeps, 'store' | 'permissions'>,
): Route {
  const { store, permissions } = deps;
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
      const candidates = await Promise.all(
        store.sources.map(({ name }) => index.candidates(name, sight)),
      );
      const found = searchGuests(candidates.flat(), q);
      response.setHeader('Cache-Control', 'private, no-store');
      return {
        total: found.length,
        guests: found
          .slice(0, limit)
          .map(({ cluster, clusterTitle, guest, addresses, matched }) => ({
            cluster,
            clusterTitle,
            guest: guest.id,
            name: guest.name,
            node: guest.node,
            status: guest.lastKnownAt ? 'unknown' : guest.status,
            template: guest.template,
            tags: guest.tags,
            addresses: [...addresses],
            matched,
          })),
      };
    },
  });
}
