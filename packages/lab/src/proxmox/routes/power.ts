import { isTrue, type Context, type Routes } from '../context.ts';
import { parameterError } from '../errors.ts';
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

function callOf(context: Context): PowerCall {
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

  'POST /nodes/{node}/lxc/{vmid}/status/start': context =>
    context.cluster.power.startCt(callOf(context)),
  'POST /nodes/{node}/lxc/{vmid}/status/stop': context =>
    context.cluster.power.stopCt(callOf(context)),
  'POST /nodes/{node}/lxc/{vmid}/status/shutdown': context =>
    context.cluster.power.shutdownCt(callOf(context)),
  'POST /nodes/{node}/lxc/{vmid}/status/reboot': context =>
    context.cluster.power.rebootCt(callOf(context)),
};
