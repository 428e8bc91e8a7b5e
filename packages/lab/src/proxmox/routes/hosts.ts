import { isTrue, type Context, type Routes } from '../context.ts';
import { died } from '../errors.ts';
import { diskRows } from '../hosts/disk-rows.ts';
import { disksOf } from '../hosts/disks.ts';
import { interfacesOf } from '../hosts/network.ts';
import { updatesOf, versionsOf } from '../hosts/packages.ts';
import { servicesOf } from '../hosts/services.ts';
import { smartOf } from '../hosts/smart.ts';
import { subscriptionOf } from '../hosts/subscription.ts';
import type { NodeConfig } from '../model.ts';

/** The node that answers; the call was forwarded to it. */
function nodeOf({ cluster, parameters }: Context): NodeConfig {
  const node = cluster.node(parameters.node);
  if (!node) throw died(`no such cluster node '${parameters.node}'`);
  return node;
}

/** pve-manager API2/Network.pm index: a bridge only to who may use it. */
function network(context: Context): object[] {
  const { users, userid, parameters } = context;
  const { type } = parameters;
  const mayUse = (iface: string) =>
    userid === 'root@pam' ||
    users.acl.hasAny(userid, `/sdn/zones/localnetwork/${iface}`, [
      'SDN.Audit',
      'SDN.Use',
    ]);
  const isWanted = (kind: string) => {
    if (!type || type === 'include_sdn') return true;
    const isBridge = kind === 'bridge' || kind === 'OVSBridge';
    return kind === type || (isBridge && /^any(_local)?_bridge$/.test(type));
  };
  return interfacesOf(nodeOf(context))
    .filter(({ type: kind }) => isWanted(kind))
    .filter(({ type: kind, iface }) => kind !== 'bridge' || mayUse(iface));
}

/** pve-storage API2/Disks.pm smart. */
function smart(context: Context): Record<string, unknown> {
  const { cluster, parameters } = context;
  const { node, disk: path } = parameters;
  const disk = disksOf(cluster, node).find(({ devpath }) => devpath === path);
  if (!disk) {
    const escaped = `'${path}'`;
    throw died(`Could not find device ${escaped}: No such file or directory`);
  }
  const result = smartOf(cluster.seed, node, disk, cluster.clock.seconds());
  return isTrue(parameters.healthonly) ? { health: result.health } : result;
}

export const hostRoutes: Routes = {
  'GET /nodes/{node}/disks/list': ({ cluster, parameters }) =>
    diskRows(disksOf(cluster, parameters.node), parameters),
  'GET /nodes/{node}/disks/smart': smart,
  'GET /nodes/{node}/network': network,
  'GET /nodes/{node}/services': ({ cluster, parameters }) =>
    servicesOf(cluster, parameters.node),
  'GET /nodes/{node}/apt/update': ({ cluster, parameters }) =>
    updatesOf(cluster, parameters.node),
  'GET /nodes/{node}/apt/versions': ({ cluster, parameters }) =>
    versionsOf(cluster, parameters.node),

  // API2/Subscription.pm get: to anybody, and the key to who may audit the node.
  'GET /nodes/{node}/subscription': ({ cluster, users, userid, parameters }) =>
    subscriptionOf(
      cluster,
      parameters.node,
      users.acl.has(userid, `/nodes/${parameters.node}`, 'Sys.Audit'),
    ),
};
