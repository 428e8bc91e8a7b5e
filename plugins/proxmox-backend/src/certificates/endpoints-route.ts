import { readingSchema } from '@reverb256/backstage-plugin-infra-common';
import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxClusterReadPermission,
  proxmoxEndpointsSchema,
  type ProxmoxEndpoints,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';
import { z } from 'zod';
import type { AcceptedCertificates } from './accepted-certificates';
import { isInForce } from './trust-accepted';

/** Over which endpoints this process reaches a cluster, and how they are. */
export function createEndpointsRoute(deps: {
  clients: ProxmoxClients;
  accepted: AcceptedCertificates;
}): Route {
  return defineRoute({
    method: 'get',
    path: '/v1/endpoints/{cluster}',
    summary: 'How each endpoint of a cluster was when it was last asked',
    permission: proxmoxClusterReadPermission,
    params: z.object({ cluster: z.string() }),
    response: readingSchema(proxmoxEndpointsSchema),
    async handler({ params }) {
      const client = deps.clients.get(params.cluster);
      const accepted = (await deps.accepted.list()).filter(
        certificate =>
          certificate.cluster === params.cluster &&
          isInForce(certificate, client),
      );
      const now = new Date().toISOString();
      const data: ProxmoxEndpoints = {
        endpoints: client.endpoints().map(endpoint => {
          const own = accepted.find(each => each.endpoint === endpoint.url);
          return {
            ...endpoint,
            ...(own && {
              accepted: { acceptedAt: own.acceptedAt, runId: own.runId },
            }),
          };
        }),
      };
      // This process knows it by itself: it is as fresh as can be.
      return { now, collectedAt: now, data };
    },
  });
}
