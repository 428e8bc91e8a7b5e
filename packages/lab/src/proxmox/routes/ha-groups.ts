import type { Cluster } from '../cluster.ts';
import type { Routes } from '../context.ts';
import { died } from '../errors.ts';
import type { HaGroup } from '../ha/groups.ts';

/** pve-ha-manager API2/HA/Groups.pm: they die once groups have become rules. */
function groupsOf(cluster: Cluster, what: string): HaGroup[] {
  const { haGroups } = cluster.inventory;
  if (!haGroups) {
    throw died(`cannot ${what}: ha groups have been migrated to rules`);
  }
  return haGroups;
}

function rowOf(cluster: Cluster, group: HaGroup): object {
  return {
    type: 'group',
    group: group.group,
    nodes: group.nodes.join(','),
    restricted: group.restricted ? 1 : 0,
    nofailback: group.nofailback ? 1 : 0,
    ...(group.comment && { comment: group.comment }),
    digest: cluster.digest('groups.cfg', cluster.inventory.haGroups),
  };
}

export const haGroupRoutes: Routes = {
  'GET /cluster/ha/groups': ({ cluster }) =>
    groupsOf(cluster, 'index groups').map(group => rowOf(cluster, group)),

  'GET /cluster/ha/groups/{group}': ({ cluster, parameters }) => {
    const name = parameters.group;
    const found = groupsOf(cluster, 'read group').find(
      ({ group }) => group === name,
    );
    if (!found) throw died(`no such ha group '${name}'`);
    return rowOf(cluster, found);
  },
};
