import type { Routes } from '../context.ts';

export const clusterRoutes: Routes = {
  // pve-manager API2/Cluster.pm get_status.
  'GET /cluster/status': ({ cluster, local }) => [
    {
      type: 'cluster',
      id: 'cluster',
      name: cluster.inventory.cluster,
      nodes: cluster.inventory.nodes.length,
      version: cluster.inventory.nodes.length,
      quorate: cluster.isQuorate() ? 1 : 0,
    },
    ...cluster.inventory.nodes.map(({ node, nodeid, ip }) => ({
      type: 'node',
      id: `node/${node}`,
      name: node,
      nodeid,
      ip,
      local: node === local ? 1 : 0,
      online: cluster.isOnline(node) ? 1 : 0,
      level: '',
    })),
  ],

  'GET /cluster/resources': ({ resources, userid, parameters }) =>
    resources.answer(userid, parameters.type),
};
