import type { Context, Routes } from '../context.ts';
import { died, parameterError } from '../errors.ts';
import { storageHistory } from '../history/storage-history.ts';
import type { StorageConfig } from '../model.ts';
import { contentOf } from '../storage/content.ts';
import { isOnNode } from '../storage/use.ts';

/** pve-storage Storage.pm storage_info: what a node says of one of its storages. */
function infoOf(
  { cluster }: Context,
  storage: StorageConfig,
  node: string,
): Record<string, unknown> {
  const { pvestatd } = cluster;
  const key = `${node}/${storage.storage}`;
  const enabled = isOnNode(storage, node);
  const active =
    enabled && cluster.node(node) && !pvestatd.inactiveStorages.has(key);
  const values = active ? pvestatd.storages.get(key) : undefined;
  const total = values?.maxdisk ?? 0;
  const used = values?.disk ?? 0;
  return {
    type: storage.type,
    content: storage.content,
    shared: storage.shared ? 1 : 0,
    enabled: enabled ? 1 : 0,
    active: active ? 1 : 0,
    total,
    used,
    avail: total - used,
  };
}

function holds(storage: StorageConfig, kinds: string[] | undefined): boolean {
  const held = storage.content.split(',');
  return !kinds || kinds.some(kind => held.includes(kind));
}

/** pve-storage API2/Storage/Status.pm index. */
function list(context: Context): object[] {
  const { cluster, users, userid, parameters } = context;
  const { node, storage: only, content, target } = parameters;
  const { storages } = cluster.inventory;
  const kinds = content?.split(',');
  // Those of other nodes are left out where a content is asked for.
  const shown = storages.filter(
    storage => holds(storage, kinds) && (!kinds || isOnNode(storage, node)),
  );
  if (only && !shown.some(({ storage }) => storage === only)) {
    throw parameterError({ storage: 'No such storage.' });
  }
  return shown
    .filter(({ storage }) => !only || storage === only)
    .filter(
      storage =>
        !target ||
        target === node ||
        (storage.shared &&
          isOnNode(storage, node) &&
          isOnNode(storage, target)),
    )
    .filter(({ storage }) =>
      users.acl.hasAny(userid, `/storage/${storage}`, [
        'Datastore.Audit',
        'Datastore.AllocateSpace',
      ]),
    )
    .map(storage => {
      const info = infoOf(context, storage, node);
      const total = Number(info.total);
      return {
        storage: storage.storage,
        ...info,
        ...(total > 0 && { used_fraction: Number(info.used) / total }),
      };
    });
}

/** The storage that is named; Storage.pm storage_config and storage_check_enabled die otherwise. */
function named({ cluster, parameters }: Context): StorageConfig {
  const { node, storage: name } = parameters;
  const found = cluster.inventory.storages.find(
    ({ storage }) => storage === name,
  );
  if (!found) throw died(`storage '${name}' does not exist`);
  if (!isOnNode(found, node)) {
    throw died(`storage '${name}' is not available on node '${node}'`);
  }
  return found;
}

const at = 'GET /nodes/{node}/storage';

export const storageRoutes: Routes = {
  [at]: list,

  [`${at}/{storage}/status`]: context => {
    const { cluster, parameters } = context;
    const found = cluster.inventory.storages.find(
      ({ storage }) => storage === parameters.storage,
    );
    if (!found) throw parameterError({ storage: 'No such storage.' });
    return infoOf(context, found, parameters.node);
  },

  [`${at}/{storage}/content`]: context => {
    const { cluster, parameters } = context;
    const storage = named(context);
    const { node, content, vmid } = parameters;
    if (cluster.pvestatd.inactiveStorages.has(`${node}/${storage.storage}`)) {
      throw died(`storage '${storage.storage}' is not online`);
    }
    return contentOf(context, storage, {
      node,
      content,
      vmid: vmid === undefined ? undefined : Number(vmid),
    });
  },

  [`${at}/{storage}/rrddata`]: ({ cluster, parameters }) =>
    storageHistory(cluster, parameters.node, parameters.storage, parameters),
};
