import type { Context, Routes } from '../context.ts';
import { configOf } from '../guest-config.ts';
import { ballooning, fullStatus, guestStatus } from '../guest-status.ts';
import type { GuestConfig, GuestType } from '../model.ts';

/** vmlist of qemu-server API2/Qemu.pm and pve-container API2/LXC.pm: those with VM.Audit. */
function list(context: Context, type: GuestType): unknown[] {
  const { cluster, users, userid, parameters } = context;
  return cluster.inventory.guests
    .filter(guest => guest.node === parameters.node && guest.type === type)
    .filter(({ vmid }) => users.acl.has(userid, `/vms/${vmid}`, 'VM.Audit'))
    .map(guest => ({
      ...guestStatus(context, guest),
      ...(parameters.full === '1' && fullStatus(context, guest)),
    }));
}

/** load_config dies where the node has no such guest. */
export function findGuest(
  { cluster, parameters }: Context,
  type: GuestType,
): GuestConfig {
  return cluster.machines.load(parameters.node, type, Number(parameters.vmid));
}

/** pve-ha-manager HA/Config.pm get_service_status. */
function haOf(context: Context, guest: GuestConfig): Record<string, unknown> {
  const { ha } = context.cluster;
  if (!ha.isManaged(guest.vmid)) return { managed: 0 };
  return { managed: 1, state: ha.stateOf(guest.vmid) };
}

/** The display, as qemu-server API2/Qemu.pm vm_status reads it from the configuration. */
function display(vga: unknown): Record<string, unknown> {
  return /^(qxl|virtio)/.test(String(vga ?? '')) ? { spice: 1 } : {};
}

export const guestRoutes: Routes = {
  'GET /nodes/{node}/qemu': context => list(context, 'qemu'),
  'GET /nodes/{node}/lxc': context => list(context, 'lxc'),

  'GET /nodes/{node}/qemu/{vmid}/status/current': context => {
    const guest = findGuest(context, 'qemu');
    const config = configOf(context.cluster.seed, guest);
    return {
      ...guestStatus(context, guest),
      ...fullStatus(context, guest),
      ...ballooning(context, guest),
      ha: haOf(context, guest),
      ...display(config.vga),
      ...(config.serial0 !== undefined && { serial: 1 }),
      ...(/^(1|enabled=1)/.test(String(config.agent ?? '')) && { agent: 1 }),
    };
  },

  'GET /nodes/{node}/lxc/{vmid}/status/current': context => {
    const guest = findGuest(context, 'lxc');
    return { ...guestStatus(context, guest), ha: haOf(context, guest) };
  },
};
