import type { Acl, Permissions } from './acl.ts';
import type { Inventory } from './model.ts';

type PermissionTree = Record<string, Record<string, number>>;

function numbers(permissions: Permissions): Record<string, number> {
  return Object.fromEntries(
    [...permissions].map(([privilege, propagate]) => [
      privilege,
      propagate ? 1 : 0,
    ]),
  );
}

/** pve-access-control RPCEnvironment.pm get_effective_permissions. */
export function effectivePermissions(
  acl: Acl,
  inventory: Inventory,
  who: string,
  only: string | undefined,
): PermissionTree {
  if (only) return { [only]: numbers(acl.permissions(who, only)) };
  const paths = new Set([
    '/',
    '/access',
    '/access/groups',
    '/nodes',
    '/pool',
    '/sdn',
    '/storage',
    '/vms',
    ...acl.paths(),
    ...inventory.guests
      .filter(guest => guest.pool)
      .map(guest => `/vms/${guest.vmid}`),
    ...inventory.pools.flatMap(pool =>
      pool.storages.map(storage => `/storage/${storage}`),
    ),
  ]);
  const tree: PermissionTree = {};
  for (const path of paths) {
    const permissions = acl.permissions(who, path);
    // Paths without any privilege are left out.
    if (permissions.size > 0) tree[path] = numbers(permissions);
  }
  return tree;
}

const CAPABILITIES: Record<string, RegExp> = {
  vms: /^(VM\.|Permissions\.Modify)/,
  access: /^((User|Group)\.|Permissions\.Modify)/,
  storage: /^(Datastore\.|Permissions\.Modify)/,
  nodes: /^(Sys\.|Permissions\.Modify)/,
  sdn: /^(SDN\.|Permissions\.Modify)/,
  dc: /^(Sys\.Audit|Sys\.Modify|SDN\.)/,
  mapping: /^(Mapping\.|Permissions.Modify)/,
};

/** RPCEnvironment.pm compute_api_permission: what a login is told that it may do. */
export function capabilities(acl: Acl, who: string): PermissionTree {
  const result: PermissionTree = Object.fromEntries(
    Object.keys(CAPABILITIES).map(name => [name, {}]),
  );
  const required = [
    '/',
    '/nodes',
    '/access/groups',
    '/vms',
    '/storage',
    '/sdn',
    '/mapping',
  ];
  for (const path of new Set([...required, ...acl.paths()])) {
    const top = /^\/(\w+)/.exec(path)?.[1] ?? 'dc';
    for (const privilege of acl.permissions(who, path).keys()) {
      if (top === 'pool') {
        if (privilege.startsWith('VM.')) result.vms[privilege] = 1;
        if (privilege.startsWith('Datastore.')) result.storage[privilege] = 1;
      } else if (CAPABILITIES[top]?.test(privilege)) {
        result[top][privilege] = 1;
      }
    }
  }
  return result;
}
