import type { Routes } from '../context.ts';
import { parameterError } from '../errors.ts';
import { nodeStatus } from '../node-status.ts';
import { versionInfo } from '../release.ts';
import { nodeStats } from '../resources.ts';
import { nodeHistory } from '../rrddata.ts';

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
    nodeHistory(cluster, parameters.node, parameters.timeframe),

  // pve-storage API2/Storage/Status.pm index.
  'GET /nodes/{node}/storage': ({ cluster, users, userid, parameters }) => {
    const { pvestatd, inventory } = cluster;
    const { node, storage: only, content, target } = parameters;
    if (only && !inventory.storages.some(({ storage }) => storage === only)) {
      throw parameterError({ storage: 'No such storage.' });
    }
    const config = cluster.node(node);
    const wanted = content?.split(',');
    return inventory.storages
      .filter(({ storage }) => !only || storage === only)
      .filter(
        storage =>
          !wanted ||
          storage.content.split(',').some(kind => wanted.includes(kind)),
      )
      .filter(({ shared }) => !target || target === node || shared)
      .filter(({ storage }) =>
        users.acl.hasAny(userid, `/storage/${storage}`, [
          'Datastore.Audit',
          'Datastore.AllocateSpace',
        ]),
      )
      .map(storage => {
        const key = `${node}/${storage.storage}`;
        const active = config && !pvestatd.inactiveStorages.has(key);
        const values = active ? pvestatd.storages.get(key) : undefined;
        const total = values?.maxdisk ?? 0;
        const used = values?.disk ?? 0;
        return {
          storage: storage.storage,
          type: storage.type,
          content: storage.content,
          shared: storage.shared ? 1 : 0,
          enabled: 1,
          active: active ? 1 : 0,
          total,
          used,
          avail: total - used,
          ...(total > 0 && { used_fraction: used / total }),
        };
      });
  },
};
