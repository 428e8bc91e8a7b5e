import { isTrue, type Context, type Routes } from '../context.ts';
import { permissionError } from '../errors.ts';
import type { GuestType } from '../model.ts';
import type { SnapshotCall } from '../snapshotting/snapshotting.ts';
import { hasFeature, sharedNodes } from '../snapshotting/volumes.ts';
import { findGuest } from './guests.ts';
import { stateStorage } from './power.ts';

function callOf(
  { parameters, userid, local }: Context,
  type: GuestType,
): SnapshotCall {
  const { vmid, snapname } = parameters;
  return {
    node: local,
    type,
    vmid: Number(vmid),
    user: userid,
    name: snapname,
  };
}

function create(context: Context, type: GuestType): string {
  const { cluster, parameters } = context;
  const { description, vmstate } = parameters;
  return cluster.snapshotting.create(callOf(context, type), {
    description,
    ...(isTrue(vmstate) && { stateStorage: stateStorage(context) }),
  });
}

function rollback(context: Context, type: GuestType): string {
  const { cluster, parameters, users, userid } = context;
  const start = isTrue(parameters.start);
  // Else who may only roll back could power it on.
  const path = `/vms/${parameters.vmid}`;
  if (start && !users.acl.has(userid, path, 'VM.PowerMgmt')) {
    throw permissionError(`${path}, VM.PowerMgmt`);
  }
  return cluster.snapshotting.rollback(callOf(context, type), start);
}

function remove(context: Context, type: GuestType): string {
  const { cluster, parameters } = context;
  return cluster.snapshotting.delete(
    callOf(context, type),
    isTrue(parameters.force),
  );
}

function describe(context: Context, type: GuestType): null {
  const { cluster, parameters } = context;
  cluster.snapshotting.describe(callOf(context, type), parameters.description);
  return null;
}

function feature(context: Context, type: GuestType): object {
  const { cluster, parameters } = context;
  const guest = findGuest(context, type);
  const { snapname } = parameters;
  if (snapname) cluster.snapshots.get(guest, snapname);
  const has = hasFeature(cluster, guest, parameters.feature, snapname);
  return {
    hasFeature: has ? 1 : 0,
    ...(type === 'qemu' && { nodes: sharedNodes(cluster, guest) }),
  };
}

export const snapshotRoutes: Routes = {
  'GET /nodes/{node}/qemu/{vmid}/feature': context => feature(context, 'qemu'),
  'GET /nodes/{node}/lxc/{vmid}/feature': context => feature(context, 'lxc'),

  'POST /nodes/{node}/qemu/{vmid}/snapshot': context => create(context, 'qemu'),
  'POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback': context =>
    rollback(context, 'qemu'),
  'DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}': context =>
    remove(context, 'qemu'),
  'PUT /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config': context =>
    describe(context, 'qemu'),

  'POST /nodes/{node}/lxc/{vmid}/snapshot': context => create(context, 'lxc'),
  'POST /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback': context =>
    rollback(context, 'lxc'),
  'DELETE /nodes/{node}/lxc/{vmid}/snapshot/{snapname}': context =>
    remove(context, 'lxc'),
  'PUT /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config': context =>
    describe(context, 'lxc'),
};
