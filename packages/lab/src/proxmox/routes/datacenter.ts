import type { Routes } from '../context.ts';
import { died } from '../errors.ts';
import { versionInfo } from '../release.ts';
import { guestStats, storageStats } from '../resources.ts';

export const datacenterRoutes: Routes = {
  'GET /version': ({ cluster }) => versionInfo(cluster.release),

  // pve-manager API2/Pool.pm index.
  'GET /pools': ({ cluster, users, userid, parameters, local }) => {
    const { inventory } = cluster;
    const { poolid, type } = parameters;
    if (!poolid) {
      return inventory.pools
        .filter(pool =>
          users.acl.has(userid, `/pool/${pool.poolid}`, 'Pool.Audit'),
        )
        .map(pool => ({ poolid: pool.poolid, comment: pool.comment }));
    }
    // Named, a pool is shown to whoever may list: Pool.pm ignores the result of its check.
    const pool = inventory.pools.find(candidate => candidate.poolid === poolid);
    if (!pool) throw died(`pool '${poolid}' does not exist`);
    const guests = inventory.guests
      .filter(guest => guest.pool === poolid && (!type || type === guest.type))
      .map(guest => guestStats(cluster, guest));
    const storages = inventory.storages
      .filter(({ storage }) => pool.storages.includes(storage))
      .filter(() => !type || type === 'storage')
      .map(storage => storageStats(cluster, storage, local));
    return [
      { poolid, comment: pool.comment, members: [...guests, ...storages] },
    ];
  },

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
      .map(({ storage, type, content, shared, options }) => ({
        storage,
        type,
        content,
        ...(shared && { shared: 1 }),
        ...options,
        digest: cluster.digest('storage.cfg'),
      })),
};
