import type { Context, Routes } from '../context.ts';
import { died } from '../errors.ts';
import { versionInfo } from '../release.ts';
import { guestStats, storageStats } from '../stats.ts';

/**
 * One pool with its members (pve-manager API2/Pool.pm index). By the list's
 * `poolid` it is shown to whoever may list: the result of the check is ignored.
 */
function pool({ cluster, parameters, local }: Context) {
  const { inventory } = cluster;
  const { poolid, type } = parameters;
  const found = inventory.pools.find(candidate => candidate.poolid === poolid);
  if (!found) throw died(`pool '${poolid}' does not exist`);
  const guests = inventory.guests
    .filter(guest => guest.pool === poolid && (!type || type === guest.type))
    .map(guest => guestStats(cluster, guest));
  const storages = inventory.storages
    .filter(({ storage }) => found.storages.includes(storage))
    .filter(() => !type || type === 'storage')
    .map(storage => storageStats(cluster, storage, local));
  return {
    poolid,
    comment: found.comment,
    members: [...guests, ...storages],
  };
}

export const datacenterRoutes: Routes = {
  'GET /version': ({ cluster }) => versionInfo(cluster.release),

  'GET /pools': context => {
    const { cluster, users, userid, parameters } = context;
    if (parameters.poolid) return [pool(context)];
    return cluster.inventory.pools
      .filter(({ poolid }) =>
        users.acl.has(userid, `/pool/${poolid}`, 'Pool.Audit'),
      )
      .map(({ poolid, comment }) => ({ poolid, comment }));
  },

  'GET /pools/{poolid}': pool,

  // pve-storage API2/Storage/Config.pm index.
  'GET /storage': ({ cluster, users, userid, parameters }) =>
    cluster.inventory.storages
      .filter(({ storage }) =>
        users.acl.hasAny(userid, `/storage/${storage}`, [
          'Datastore.Audit',
          'Datastore.AllocateSpace',
        ]),
      )
      .filter(({ type }) => !parameters.type || parameters.type === type)
      .map(({ storage, type, content, shared, nodes, options }) => ({
        storage,
        type,
        content,
        ...(shared && { shared: 1 }),
        ...(nodes && { nodes: nodes.join(',') }),
        ...options,
        digest: cluster.digest('storage.cfg'),
      })),
};
