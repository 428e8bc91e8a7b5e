import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import {
  guestSearchSchema,
  proxmoxGuestReadPermission,
  type ProxmoxAddresses,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestSightOrRefuse } from '../guest-sight';
import type { ReadDeps } from '../reads/read-deps';
import {
  searchable,
  searchGuests,
  type SearchableGuest,
} from './search-guests';

type Candidate = SearchableGuest & { cluster: string; clusterTitle: string };

/** What was made ready of a cluster, for as long as it is what was read last. */
interface Ready {
  inventory: ProxmoxInventory;
  addresses?: ProxmoxAddresses;
  candidates: Candidate[];
}

/** Has every cluster's guests ready to be searched; asks no cluster. */
class SearchIndex {
  readonly #store: ReadDeps['store'];
  readonly #ready = new Map<string, Ready>();

  constructor(store: ReadDeps['store']) {
    this.#store = store;
  }

  async candidates(cluster: string): Promise<Candidate[]> {
    const [inventory, addresses] = await Promise.all([
      this.#store.read<ProxmoxInventory>('inventory', cluster),
      this.#store.read<ProxmoxAddresses>('addresses', cluster),
    ]);
    if (!inventory.data) return [];
    const known = this.#ready.get(cluster);
    if (
      known?.inventory === inventory.data &&
      known.addresses === addresses.data
    ) {
      return known.candidates;
    }
    const candidates = Object.values(inventory.data.guests).map(guest => ({
      ...searchable(guest, addresses.data?.guests[guest.id]?.addresses),
      cluster,
      clusterTitle: inventory.title,
    }));
    this.#ready.set(cluster, {
      inventory: inventory.data,
      addresses: addresses.data,
      candidates,
    });
    return candidates;
  }
}

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
        store.sources.map(({ name }) => index.candidates(name)),
      );
      const found = searchGuests(
        candidates
          .flat()
          .filter(
            ({ cluster, guest }) =>
              sight.extent === 'all' || sight.sees({ source: cluster, guest }),
          ),
        q,
      );
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
