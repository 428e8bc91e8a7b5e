import { readingSchema } from '@reverb256/backstage-plugin-infra-common';
import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import {
  nodeParts,
  proxmoxClusterReadPermission,
  type NodePart,
  type Replication,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestSight, visibleVmids } from '../guest-sight';
import { assertOnline, nodeLimits } from './limits';
import { nodeReads } from './node-reads';
import { assertNode, knownInventory, type ReadDeps } from './read-deps';
import { timeframeQuery } from './timeframe';
import { whenGone } from './when-gone';

const params = z.object({ cluster: z.string(), node: z.string() });

function nodeRoute(deps: ReadDeps, part: NodePart): Route {
  const { clients, cache, clock, permissions } = deps;
  const { title, schema, freshSeconds, read } = nodeReads[part];
  return defineRoute({
    method: 'get',
    path: `/v1/nodes/{cluster}/{node}/${part}`,
    summary: `${title} of a node, read when somebody asks`,
    permission: proxmoxClusterReadPermission,
    params,
    query: part === 'history' ? timeframeQuery : z.object({}),
    response: readingSchema(schema),
    async handler({ params: { cluster, node }, query, credentials, response }) {
      const inventory = await knownInventory(deps, cluster);
      assertNode(inventory, cluster, node);
      const { timeframe } = timeframeQuery.parse(query);
      response.setHeader('Cache-Control', 'private, no-store');
      const reading = await cache.read(
        {
          key: [cluster, 'nodes', node, part, timeframe].join('/'),
          title: `${title} of node ${node}`,
          freshSeconds: freshSeconds(timeframe),
          limits: nodeLimits(cluster, node),
          async read(signal) {
            assertOnline(inventory, node);
            const options = { signal, timeframe, now: clock() };
            return read(clients.get(cluster), node, options);
          },
        },
        whenGone(response),
      );
      if (part !== 'replication' || !reading.data) return reading;
      const sight = await guestSight(permissions, credentials);
      const sees = visibleVmids(sight, cluster, inventory);
      return {
        ...reading,
        data: (reading.data as Replication).filter(job => sees(job.vmid)),
      };
    },
  });
}

/** One route for each part of a node. */
export const createNodeRoutes = (deps: ReadDeps): Route[] =>
  nodeParts.map(part => nodeRoute(deps, part));
