import { readingSchema } from '@reverb256/backstage-plugin-infra-common';
import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import {
  guestParts,
  proxmoxGuestReadPermission,
  type GuestPart,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestSightOrRefuse, noSuchGuest } from '../guest-sight';
import { guestReads } from './guest-reads';
import { assertOnline, nodeLimits } from './limits';
import { knownInventory, type ReadDeps } from './read-deps';
import { timeframeQuery } from './timeframe';
import { whenGone } from './when-gone';

/** By what the cache knows everything of a guest. */
export const guestKey = (cluster: string, guest: string) =>
  `${cluster}/guests/${guest}/`;

// Any text: whether there is such a guest is said only to whoever may see it.
const params = z.object({
  cluster: z.string(),
  type: z.string().meta({ enum: ['qemu', 'lxc'] }),
  vmid: z.string(),
});

function guestRoute(deps: ReadDeps, part: GuestPart): Route {
  const { cache, permissions } = deps;
  const { title, schema, freshSeconds, isElsewhere, read } = guestReads[part];
  return defineRoute({
    method: 'get',
    path: `/v1/guests/{cluster}/{type}/{vmid}/${part}`,
    summary: `${title} of a guest, read when somebody asks`,
    permission: proxmoxGuestReadPermission,
    params,
    query: part === 'history' ? timeframeQuery : z.object({}),
    response: readingSchema(schema),
    async handler({ params: p, query, credentials, response }) {
      const { cluster } = p;
      const id = `${p.type}/${p.vmid}`;
      const sight = await guestSightOrRefuse(permissions, credentials);
      const inventory = await knownInventory(deps, cluster);
      const guest = Object.hasOwn(inventory.guests, id)
        ? inventory.guests[id]
        : undefined;
      if (!guest || !sight.sees({ source: cluster, guest })) {
        throw noSuchGuest(cluster, id);
      }
      const { timeframe } = timeframeQuery.parse(query);
      response.setHeader('Cache-Control', 'private, no-store');
      return cache.read(
        {
          key: `${guestKey(cluster, id)}${part}/${timeframe}`,
          title: `${title} of ${id}`,
          freshSeconds: freshSeconds(timeframe),
          limits: isElsewhere ? [] : nodeLimits(cluster, guest.node),
          async read(signal) {
            if (!isElsewhere) assertOnline(inventory, guest.node);
            const input = { cluster, guest, inventory, timeframe, signal };
            return read(deps, input);
          },
        },
        whenGone(response),
      );
    },
  });
}

/** One route for each part of a guest. */
export const createGuestRoutes = (deps: ReadDeps): Route[] =>
  guestParts.map(part => guestRoute(deps, part));
