import {
  agentFileSystems,
  agentInterfaces,
  agentOsInfo,
  assertAgent,
  containerInterfaces,
} from '../agent.ts';
import { isTrue, type Context, type Handler, type Routes } from '../context.ts';
import { parameterError } from '../errors.ts';
import { configDigest, configOf, pendingOf } from '../guest-config.ts';
import { guestHistory } from '../history/guest-history.ts';
import type { GuestConfig, GuestType } from '../model.ts';
import type { Snapshot } from '../snapshots.ts';
import { findGuest } from './guests.ts';

/** A snapshot's section of the configuration file. */
function section({ config: options, name: _, ...own }: Snapshot): object {
  return { ...options, ...own };
}

/** pve-guest-common AbstractConfig.pm load_current_config and load_snapshot_config. */
function config(context: Context, type: GuestType): object {
  const { cluster, parameters } = context;
  const guest = findGuest(context, type);
  const digest = configDigest(cluster, guest);
  const { snapshot, current } = parameters;
  if (snapshot && isTrue(current)) {
    const message = "cannot use 'snapshot' parameter with 'current'";
    throw parameterError({ snapshot: message, current: message });
  }
  if (snapshot) {
    return { ...section(cluster.snapshots.get(guest, snapshot)), digest };
  }
  const options = configOf(cluster.seed, guest);
  if (!isTrue(current)) {
    const waiting = pendingOf(guest);
    Object.assign(options, waiting.set);
    for (const name of waiting.delete) delete options[name];
  }
  const parent = cluster.snapshots.parent(guest);
  return { ...options, ...(parent !== undefined && { parent }), digest };
}

/** pve-guest-common GuestHelpers.pm config_with_pending_array. */
function pending(context: Context, type: GuestType): object[] {
  const { cluster } = context;
  const guest = findGuest(context, type);
  const waiting = pendingOf(guest);
  const digest = configDigest(cluster, guest);
  const options = { ...configOf(cluster.seed, guest), digest };
  const added = Object.entries(waiting.set).filter(
    ([name]) => !(name in options),
  );
  return [
    ...Object.entries(options).map(([key, value]) => ({
      key,
      value,
      ...(key in waiting.set && { pending: waiting.set[key] }),
      ...(waiting.delete.includes(key) && { delete: 1 }),
    })),
    ...added.map(([key, value]) => ({ key, pending: value })),
  ];
}

function listed(type: GuestType, snapshot: Snapshot): object {
  const { name, snaptime, vmstate, description, parent, snapstate } = snapshot;
  return {
    name,
    snaptime,
    ...(type === 'qemu' && { vmstate: vmstate === undefined ? 0 : 1 }),
    description: description ?? '',
    ...(parent !== undefined && { parent }),
    ...(snapstate && { snapstate }),
  };
}

/** The snapshots, and what the guest is now as one more that came from its parent. */
function snapshots(context: Context, type: GuestType): object[] {
  const { cluster } = context;
  const guest = findGuest(context, type);
  const parent = cluster.snapshots.parent(guest);
  return [
    ...cluster.snapshots.list(guest).map(snapshot => listed(type, snapshot)),
    {
      name: 'current',
      running: guest.status === 'stopped' ? 0 : 1,
      digest: configDigest(cluster, guest),
      description: 'You are here!',
      ...(parent !== undefined && { parent }),
    },
  ];
}

function readsOf(type: GuestType): Routes {
  const at = `GET /nodes/{node}/${type}/{vmid}`;
  return {
    [`${at}/config`]: context => config(context, type),
    [`${at}/pending`]: context => pending(context, type),
    [`${at}/snapshot`]: context => snapshots(context, type),
    [`${at}/snapshot/{snapname}/config`]: context =>
      section(
        context.cluster.snapshots.get(
          findGuest(context, type),
          context.parameters.snapname,
        ),
      ),
    // The node that is asked answers from its own copy: the guest may be anywhere.
    [`${at}/rrddata`]: ({ cluster, parameters }) =>
      guestHistory(cluster, Number(parameters.vmid), parameters),
  };
}

/** A command of the guest agent, whose answer is under `result`. */
function agent(ask: (context: Context, guest: GuestConfig) => object): Handler {
  return context => {
    const guest = findGuest(context, 'qemu');
    assertAgent(context.cluster.seed, guest);
    return { result: ask(context, guest) };
  };
}

const at = 'GET /nodes/{node}/qemu/{vmid}/agent';

export const guestConfigRoutes: Routes = {
  ...readsOf('qemu'),
  ...readsOf('lxc'),
  [`${at}/network-get-interfaces`]: agent(({ cluster }, guest) =>
    agentInterfaces(cluster.seed, guest),
  ),
  [`${at}/get-fsinfo`]: agent(({ cluster }, guest) =>
    agentFileSystems(cluster.seed, guest, cluster.clock.seconds()),
  ),
  [`${at}/get-osinfo`]: agent((_, guest) => agentOsInfo(guest)),
  'GET /nodes/{node}/lxc/{vmid}/interfaces': context =>
    containerInterfaces(context.cluster.seed, findGuest(context, 'lxc')),
};
