import { isTrue, type Context, type Routes } from '../context.ts';
import { died, parameterError, permissionError } from '../errors.ts';
import {
  ctPreconditions,
  vmPreconditions,
} from '../migration/preconditions.ts';
import {
  enabledStorage,
  parseStorageMap,
  type StorageMap,
} from '../migration/storages.ts';
import type { GuestType } from '../model.ts';
import { findGuest } from './guests.ts';

const ROOT_ONLY = ['force', 'migration_type', 'migration_network'];

function checkRootOnly({ parameters, userid }: Context): void {
  if (userid === 'root@pam') return;
  const name = ROOT_ONLY.find(
    option => parameters[option] && parameters[option] !== '0',
  );
  if (name) throw parameterError({ [name]: 'Only root may use this option.' });
}

/** $check_storage_access_migrate of both, for each storage that the map names. */
function checkStorages(
  context: Context,
  type: GuestType,
  map: StorageMap,
): void {
  const { cluster, users, userid, parameters } = context;
  const { vmid, target } = parameters;
  if (
    !map.identity &&
    !users.acl.has(userid, `/vms/${vmid}`, 'VM.Config.Disk')
  ) {
    throw permissionError(`/vms/${vmid}, VM.Config.Disk`);
  }
  const wanted = [...Object.values(map.entries), map.default];
  for (const storage of wanted) {
    if (!storage) continue;
    const { content } = enabledStorage(cluster, storage, target);
    const path = `/storage/${storage}`;
    if (!users.acl.has(userid, path, 'Datastore.AllocateSpace')) {
      throw permissionError(`${path}, Datastore.AllocateSpace`);
    }
    const kind = type === 'qemu' ? 'images' : 'rootdir';
    if (!content.split(',').includes(kind)) {
      const what = type === 'qemu' ? 'vm images' : 'CT rootdirs';
      throw died(`storage '${storage}' does not support ${what}`);
    }
  }
}

function migrate(context: Context, type: GuestType): string {
  const { cluster, parameters, userid, local } = context;
  checkRootOnly(context);
  const option = type === 'qemu' ? 'targetstorage' : 'target-storage';
  const text = parameters[option];
  const storageMap = text ? parseStorageMap(option, text) : undefined;
  return cluster.migration.migrate({
    node: local,
    type,
    vmid: Number(parameters.vmid),
    user: userid,
    target: parameters.target,
    online: isTrue(parameters.online),
    withLocalDisks: isTrue(parameters['with-local-disks']),
    restart: isTrue(parameters.restart),
    timeout: Number(parameters.timeout ?? 180),
    force: isTrue(parameters.force),
    ...(storageMap && {
      storageMap,
      checkStorages: () => checkStorages(context, type, storageMap),
    }),
  });
}

export const migrateRoutes: Routes = {
  'GET /nodes/{node}/qemu/{vmid}/migrate': context =>
    vmPreconditions(context.cluster, findGuest(context, 'qemu')),
  'POST /nodes/{node}/qemu/{vmid}/migrate': context => migrate(context, 'qemu'),

  'GET /nodes/{node}/lxc/{vmid}/migrate': context =>
    ctPreconditions(context.cluster, findGuest(context, 'lxc')),
  'POST /nodes/{node}/lxc/{vmid}/migrate': context => migrate(context, 'lxc'),
};
