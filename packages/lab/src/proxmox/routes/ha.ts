import type { Cluster } from '../cluster.ts';
import { isTrue, type Context, type Routes } from '../context.ts';
import { died } from '../errors.ts';
import type { ResourceChange } from '../ha/parts.ts';
import type { Move } from '../ha/services.ts';
import type { HaRequest, HaResource } from '../model.ts';

function digestOf(cluster: Cluster): string {
  return cluster.digest('resources.cfg', cluster.inventory.ha);
}

/** API2/HA/Resources.pm api_copy_config. */
function resourceRow(cluster: Cluster, resource: HaResource): object {
  const { vmid: _, failback, ...row } = resource;
  const rebalance = row['auto-rebalance'];
  return {
    ...row,
    failback: failback ? 1 : 0,
    ...(rebalance !== undefined && { 'auto-rebalance': rebalance ? 1 : 0 }),
    digest: digestOf(cluster),
  };
}

/** HA/Config.pm parse_sid: a guest's number alone will do. */
function parseSid(cluster: Cluster, sidOrVmid: string): string {
  if (!/^\d+$/.test(sidOrVmid)) return sidOrVmid;
  const guest = cluster.guest(Number(sidOrVmid));
  if (!guest) {
    throw died(
      `unable to detect SID from VMID - VM/CT ${sidOrVmid} does not exist`,
    );
  }
  return `${guest.type === 'qemu' ? 'vm' : 'ct'}:${sidOrVmid}`;
}

/** What holds where nothing is configured (HA/Config.pm read_and_check_resources_config). */
const DEFAULTS = {
  state: 'started',
  failback: true,
  max_restart: 1,
  max_relocate: 1,
  comment: undefined,
  group: undefined,
  'auto-rebalance': undefined,
} as const;

function changeOf(parameters: Record<string, string>): ResourceChange {
  const { state, comment, group, failback, max_restart, max_relocate } =
    parameters;
  const rebalance = parameters['auto-rebalance'];
  const change: ResourceChange = {
    ...(state !== undefined && { state: state as HaRequest }),
    ...(comment !== undefined && { comment }),
    ...(group !== undefined && { group }),
    ...(failback !== undefined && { failback: isTrue(failback) }),
    ...(max_restart !== undefined && { max_restart: Number(max_restart) }),
    ...(max_relocate !== undefined && { max_relocate: Number(max_relocate) }),
    ...(rebalance !== undefined && { 'auto-rebalance': isTrue(rebalance) }),
  };
  const removed = (parameters.delete ?? '').split(/[,;\s]+/).filter(Boolean);
  for (const name of removed) {
    if (!(name in DEFAULTS)) {
      throw died(`update resources config failed: no such option '${name}'`);
    }
    const key = name as keyof typeof DEFAULTS;
    Object.assign(change, { [key]: DEFAULTS[key] });
  }
  return change;
}

/** API2/HA/Resources.pm migrate and relocate: since version 9 it says what goes along and what stands there. */
function move(context: Context, how: Move): object | null {
  const { cluster, parameters } = context;
  const name = parseSid(cluster, parameters.sid);
  const { node } = parameters;
  const { dependent, blocking } = cluster.ha.requests.move(name, how, node);
  if (cluster.generation.pve === '8') return null;
  return {
    sid: name,
    'requested-node': node,
    ...(dependent.length > 0 && { 'comigrated-resources': dependent }),
    ...(blocking[node] && { 'blocking-resources': blocking[node] }),
  };
}

export const haRoutes: Routes = {
  'GET /cluster/ha/resources': ({ cluster, parameters }) =>
    cluster.inventory.ha
      .filter(({ type }) => !parameters.type || parameters.type === type)
      .map(resource => resourceRow(cluster, resource)),

  'GET /cluster/ha/resources/{sid}': context => {
    const { cluster, parameters } = context;
    const name = parseSid(cluster, parameters.sid);
    const resource = cluster.ha.resource(name);
    if (!resource) throw died(`no such resource '${name}'`);
    return resourceRow(cluster, resource);
  },

  'POST /cluster/ha/resources/{sid}/migrate': context =>
    move(context, 'migrate'),
  'POST /cluster/ha/resources/{sid}/relocate': context =>
    move(context, 'relocate'),

  'PUT /cluster/ha/resources/{sid}': context => {
    const { cluster, parameters } = context;
    const name = parseSid(cluster, parameters.sid);
    const { haGroups } = cluster.inventory;
    const { group } = parameters;
    if (group !== undefined && !haGroups) {
      throw died(
        "invalid parameter 'group': ha groups have been migrated to rules",
      );
    }
    if (group && !haGroups?.some(known => known.group === group)) {
      throw died(`HA group '${group}' does not exist`);
    }
    const { digest } = parameters;
    const isStale = digest !== undefined && digest !== digestOf(cluster);
    cluster.ha.requests.set(name, changeOf(parameters), () => {
      if (!isStale) return;
      throw died(
        'update resources config failed: detected modified configuration - file changed by other user? Try again.',
      );
    });
    return null;
  },
};
