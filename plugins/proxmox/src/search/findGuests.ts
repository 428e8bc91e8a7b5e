import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  assertOk,
  PortalClient,
  queryOf,
} from '@reverb256/backstage-plugin-infra-react';
import {
  guestSearchPath,
  guestSearchSchema,
  type GuestSearch,
} from '@reverb256/backstage-plugin-proxmox-common';

/** The guests that were found, the best first, and how many there are in all. */
export type FoundGuests = GuestSearch;

/** Finds guests by name, id, tag or address. Throws what `portalProblemOf` tells apart. */
export type FindGuests = (
  words: string,
  limit: number,
  signal?: AbortSignal,
) => Promise<FoundGuests>;

/** What else was found does not wait longer for the guests, in seconds: they come from memory. */
const TIMEOUT_SECONDS = 3;

/** Longer words are not searched for; the portal would refuse them. */
const WORDS_LIMIT = 200;

/** Asks the plugin's backend, which looks into what it has read last. */
export function findGuestsBy(fetchApi: FetchApi): FindGuests {
  const client = PortalClient.create({ fetchApi, pluginId: 'proxmox' });
  const path = guestSearchPath.replace(/^\/v1/, '');
  return async (words, limit, signal) => {
    const query = queryOf({ q: words.trim().slice(0, WORDS_LIMIT), limit });
    signal?.throwIfAborted();
    return await client.request(
      `${path}${query}`,
      {},
      async response => {
        await assertOk(response);
        const found = guestSearchSchema.parse(await response.json());
        signal?.throwIfAborted();
        return found;
      },
      TIMEOUT_SECONDS,
    );
  };
}
