import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Permission } from '@backstage/plugin-permission-common';
import { withoutHiddenGuests } from './entities';
import { anyOf, limited, type Limits, type RoleAnswer } from './limits';

/** What somebody is here, from most to least. */
export const ROLE_NAMES = ['admin', 'operator', 'viewer'] as const;

/** The name of a role. */
export type RoleName = (typeof ROLE_NAMES)[number];

/**
 * Permissions that a role has besides its own, by name (`proxmox.guest.power`) or by family
 * (`proxmox.*`).
 */
export type RoleAdditions = Partial<Record<RoleName, readonly string[]>>;

/** The things on which a role has its permissions, where not on all. */
export type RoleLimits = Partial<Record<RoleName, Limits>>;

/** What operating the platform needs, and reading does not cover. */
const OPERATOR_PERMISSIONS: readonly string[] = ['catalog.entity.refresh'];

/**
 * What reads more than the platform's state: the configuration of the portal, and what its
 * ingestion ran into. No family covers these; only their full name gives them to another role.
 */
const ADMIN_READS: readonly string[] = [
  'catalog.ingestion.read',
  'devtools.config.read',
  'devtools.info.read',
  'infra.audit.read',
];

const FAMILY_SUFFIX = '.*';

/** Actions that a family covers. What deletes, or does not say what it does, is named in full. */
const FAMILY_ACTIONS: readonly (string | undefined)[] = [
  'create',
  'read',
  'update',
];

function covers(entry: string, { name, attributes }: Permission): boolean {
  if (!entry.endsWith(FAMILY_SUFFIX)) {
    return entry === name;
  }
  return (
    name.startsWith(entry.slice(0, -1)) &&
    FAMILY_ACTIONS.includes(attributes.action) &&
    !ADMIN_READS.includes(name)
  );
}

function isOrdinaryRead({ name, attributes }: Permission): boolean {
  return attributes.action === 'read' && !ADMIN_READS.includes(name);
}

const BUILT_IN: Record<RoleName, (permission: Permission) => boolean> = {
  admin: () => true,
  operator: permission =>
    isOrdinaryRead(permission) ||
    OPERATOR_PERMISSIONS.includes(permission.name),
  viewer: isOrdinaryRead,
};

/** Decides whether somebody with these roles has a permission, and on which things. Without a role: never. */
export function decide(
  roles: readonly RoleName[],
  permission: Permission,
  additions: RoleAdditions = {},
  limits: RoleLimits = {},
): RoleAnswer {
  return anyOf(
    roles.map(role => {
      const has =
        BUILT_IN[role](permission) ||
        additions[role]?.some(entry => covers(entry, permission));
      return has
        ? withoutHiddenGuests(
            permission,
            limited(permission, limits[role]),
            limits[role],
          )
        : { result: AuthorizeResult.DENY };
    }),
  );
}
