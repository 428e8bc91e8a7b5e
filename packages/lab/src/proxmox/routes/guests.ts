import { hash } from '../../random.ts';
import type { Context, Routes } from '../context.ts';
import { guestValues } from '../load.ts';
import { MiB, type GuestConfig, type GuestType } from '../model.ts';

/** Values of the last tick; what was changed since is seen here at once, as the real ones ask the process. */
function status(context: Context, guest: GuestConfig): Record<string, unknown> {
  const { cluster } = context;
  const now = cluster.clock.seconds();
  const values = guestValues(cluster.seed, guest, now - (now % 10));
  const running = guest.status !== 'stopped';
  const pressure = running
    ? hash(cluster.seed, guest.vmid, now - (now % 10))
    : 0;
  const common = {
    vmid: guest.vmid,
    name: guest.name,
    status: running ? 'running' : 'stopped',
    cpus: guest.cores,
    cpu: values.cpu,
    maxmem: values.maxmem,
    mem: values.mem,
    maxdisk: values.maxdisk,
    disk: values.disk,
    uptime: values.uptime,
    netin: values.netin,
    netout: values.netout,
    diskread: values.diskread,
    diskwrite: values.diskwrite,
    ...(running && {
      pid: 1000 + guest.vmid * 7,
      pressurecpusome: Math.round(pressure * 120) / 100,
      pressureiosome: 0,
      pressureiofull: 0,
      pressurememorysome: 0,
      pressurememoryfull: 0,
    }),
    ...(guest.template && { template: 1 }),
    ...(guest.tags !== undefined && { tags: guest.tags }),
    ...(guest.lock !== undefined && { lock: guest.lock }),
  };
  return guest.type === 'qemu'
    ? {
        ...common,
        memhost: values.memhost,
        ...(running && { pressurecpufull: 0 }),
      }
    : {
        ...common,
        type: 'lxc',
        maxswap: 512 * MiB,
        swap: 0,
      };
}

function full(guest: GuestConfig): Record<string, unknown> {
  return {
    qmpstatus: guest.status,
    ...(guest.status !== 'stopped' && {
      'running-machine': 'pc-q35-10.1+pve0',
      'running-qemu': '10.1.2',
    }),
  };
}

/** vmlist of qemu-server API2/Qemu.pm and pve-container API2/LXC.pm: those with VM.Audit. */
function list(context: Context, type: GuestType): unknown[] {
  const { cluster, users, userid, parameters } = context;
  return cluster.inventory.guests
    .filter(guest => guest.node === parameters.node && guest.type === type)
    .filter(({ vmid }) => users.acl.has(userid, `/vms/${vmid}`, 'VM.Audit'))
    .map(guest => ({
      ...status(context, guest),
      ...(parameters.full === '1' && full(guest)),
    }));
}

/** load_config dies where the node has no such guest. */
function find({ cluster, parameters }: Context, type: GuestType): GuestConfig {
  return cluster.machines.load(parameters.node, type, Number(parameters.vmid));
}

/** pve-ha-manager HA/Config.pm get_service_status. */
function haOf(context: Context, guest: GuestConfig): Record<string, unknown> {
  const { ha } = context.cluster;
  if (!ha.isManaged(guest.vmid)) return { managed: 0 };
  return { managed: 1, state: ha.stateOf(guest.vmid) };
}

export const guestRoutes: Routes = {
  'GET /nodes/{node}/qemu': context => list(context, 'qemu'),
  'GET /nodes/{node}/lxc': context => list(context, 'lxc'),

  'GET /nodes/{node}/qemu/{vmid}/status/current': context => {
    const guest = find(context, 'qemu');
    return {
      ...status(context, guest),
      ...full(guest),
      ha: haOf(context, guest),
      ...(guest.agent && { agent: 1 }),
    };
  },

  'GET /nodes/{node}/lxc/{vmid}/status/current': context => {
    const guest = find(context, 'lxc');
    return { ...status(context, guest), ha: haOf(context, guest) };
  },
};
