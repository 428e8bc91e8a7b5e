import { isTrue, type Context, type Routes } from '../context.ts';
import { parameterError, permissionError } from '../errors.ts';
import { volumesOf } from '../guest-config.ts';
import type { PowerCall } from '../power/power.ts';
import { isOwn, owner } from '../tasks/lists.ts';

/** Parameters of the methods that only root@pam itself may use, none of its tokens. */
const ROOT_ONLY = [
  'stateuri',
  'skiplock',
  'migratedfrom',
  'migration_type',
  'migration_network',
  'targetstorage',
  'force-cpu',
  'with-conntrack-state',
  'nets-host-mtu',
  'keepActive',
  'nocheck',
];

/** pve-guest-common GuestHelpers.pm abort_guest_tasks. */
function abortTasks(context: Context, type: string): string[] {
  const { cluster, users, userid, local, parameters } = context;
  const mayAll = users.acl.has(userid, `/nodes/${local}`, 'Sys.Modify');
  const tasks = cluster.tasks
    .active(local)
    .filter(task => task.type === type && task.id === parameters.vmid)
    .filter(task => mayAll || isOwn(owner(task.user), userid));
  tasks.forEach(({ upid }) => cluster.tasks.stop(upid));
  return tasks.map(({ upid }) => upid);
}

export function callOf(context: Context): PowerCall {
  const { parameters, userid, local } = context;
  const forbidden = ROOT_ONLY.find(
    name => parameters[name] && parameters[name] !== '0',
  );
  if (forbidden && userid !== 'root@pam') {
    throw parameterError({ [forbidden]: 'Only root may use this option.' });
  }
  const { vmid, timeout } = parameters;
  return {
    node: local,
    vmid: Number(vmid),
    user: userid,
    skiplock: isTrue(parameters.skiplock),
    forceStop: isTrue(parameters.forceStop),
    ...(timeout !== undefined && { timeout: Number(timeout) }),
    ...(isTrue(parameters['overrule-shutdown']) && {
      overrule: (type: string) => abortTasks(context, type),
    }),
  };
}

/** qemu-server QemuConfig.pm find_vmstate_storage: where the disks are, shared ones first. */
export function stateStorage({ cluster, parameters }: Context): string {
  const guest = cluster.guest(Number(parameters.vmid));
  const used = guest ? volumesOf(cluster.seed, guest) : [];
  const names = used.flatMap(({ storage, format }) =>
    storage && format !== 'iso' ? [storage] : [],
  );
  const isShared = (name: string) =>
    cluster.inventory.storages.some(
      ({ storage, shared }) => storage === name && shared,
    );
  return names.find(isShared) ?? names[0] ?? 'local';
}

/** What writing a VM's state to a storage takes beside VM.PowerMgmt. */
function checkState(context: Context): void {
  const { users, userid, parameters } = context;
  const check = (path: string, privilege: string) => {
    if (users.acl.has(userid, path, privilege)) return;
    throw permissionError(`${path}, ${privilege}`);
  };
  check(`/vms/${parameters.vmid}`, 'VM.Config.Disk');
  const storage = parameters.statestorage ?? stateStorage(context);
  check(`/storage/${storage}`, 'Datastore.AllocateSpace');
}

/** Each answers the UPID of the task that it started. */
export const powerRoutes: Routes = {
  'POST /nodes/{node}/qemu/{vmid}/status/start': context =>
    context.cluster.power.startVm(callOf(context)),
  'POST /nodes/{node}/qemu/{vmid}/status/stop': context =>
    context.cluster.power.stopVm(callOf(context)),
  'POST /nodes/{node}/qemu/{vmid}/status/shutdown': context =>
    context.cluster.power.shutdownVm(callOf(context)),
  'POST /nodes/{node}/qemu/{vmid}/status/reboot': context =>
    context.cluster.power.rebootVm(callOf(context)),
  'POST /nodes/{node}/qemu/{vmid}/status/suspend': context =>
    context.cluster.suspend.suspendVm(
      callOf(context),
      isTrue(context.parameters.todisk),
      () => checkState(context),
    ),
  'POST /nodes/{node}/qemu/{vmid}/status/resume': context =>
    context.cluster.suspend.resumeVm(callOf(context)),
  'POST /nodes/{node}/qemu/{vmid}/status/reset': context =>
    context.cluster.suspend.resetVm(callOf(context)),

  'POST /nodes/{node}/lxc/{vmid}/status/start': context =>
    context.cluster.power.startCt(callOf(context)),
  'POST /nodes/{node}/lxc/{vmid}/status/stop': context =>
    context.cluster.power.stopCt(callOf(context)),
  'POST /nodes/{node}/lxc/{vmid}/status/shutdown': context =>
    context.cluster.power.shutdownCt(callOf(context)),
  'POST /nodes/{node}/lxc/{vmid}/status/reboot': context =>
    context.cluster.power.rebootCt(callOf(context)),
  'POST /nodes/{node}/lxc/{vmid}/status/suspend': context =>
    context.cluster.suspend.suspendCt(callOf(context)),
  'POST /nodes/{node}/lxc/{vmid}/status/resume': context =>
    context.cluster.suspend.resumeCt(callOf(context)),
};
