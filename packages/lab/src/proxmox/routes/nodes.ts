import type { Routes } from '../context.ts';
import { nodeHistory } from '../history/node-history.ts';
import { nodeStatus } from '../node-status.ts';
import { versionInfo } from '../release.ts';
import { nodeStats } from '../stats.ts';

export const nodeRoutes: Routes = {
  // pve-manager API2/Nodes.pm index.
  'GET /nodes': ({ cluster, users, userid, certificate }) =>
    cluster.inventory.nodes.map(node => {
      const canAudit = users.acl.has(
        userid,
        `/nodes/${node.node}`,
        'Sys.Audit',
      );
      const fingerprint = certificate(node.node)?.fingerprint;
      return {
        ...nodeStats(cluster, node, canAudit),
        ...(fingerprint && { ssl_fingerprint: fingerprint }),
      };
    }),

  'GET /nodes/{node}/status': ({ cluster, parameters }) =>
    nodeStatus(cluster, parameters.node),

  'GET /nodes/{node}/version': ({ cluster }) => versionInfo(cluster.release),

  // pve-manager API2/Certificates.pm info: the CA first.
  'GET /nodes/{node}/certificates/info': context => {
    const ca = context.authority();
    const own = context.certificate(context.parameters.node);
    return [
      ...(ca ? [{ ...ca, filename: 'pve-root-ca.pem' }] : []),
      ...(own ? [own] : []),
    ];
  },

  'GET /nodes/{node}/rrddata': ({ cluster, parameters }) =>
    nodeHistory(cluster, parameters.node, parameters),
};
