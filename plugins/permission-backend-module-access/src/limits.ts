import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';

/** A list of the configuration, as the rule of a plugin that takes it. */
interface ListRule {
  rule: string;
  /** What the rule calls the list. */
  param: string;
}

/** What can be limited, by the resource type of its permissions: a row for each family's things. */
const LIMITABLE: Record<
  string,
  { pluginId: string; lists: Record<string, ListRule> }
> = {
  'proxmox-guest': {
    pluginId: 'proxmox',
    lists: {
      pools: { rule: 'IS_IN_POOL', param: 'pools' },
      tags: { rule: 'HAS_TAG', param: 'tags' },
      clusters: { rule: 'IS_IN_CLUSTER', param: 'clusters' },
    },
  },
};

/** Every list that a limit may have. */
export const LIMIT_LISTS: readonly string[] = [
  ...new Set(
    Object.values(LIMITABLE).flatMap(({ lists }) => Object.keys(lists)),
  ),
];

/** Lists by name, of which a thing must be in each; or `all`, which limits nothing. */
export type Limit =
  | 'all'
  | Readonly<Partial<Record<string, readonly string[]>>>;

/** By the name of a permission (`proxmox.guest.power`), or of a family (`proxmox.guest.*`). */
export type Limits = Readonly<Record<string, Limit>>;

/** What one role says: yes, no, or only on some things. */
export type RoleAnswer =
  | { result: typeof AuthorizeResult.ALLOW | typeof AuthorizeResult.DENY }
  | {
      result: typeof AuthorizeResult.CONDITIONAL;
      pluginId: string;
      resourceType: string;
      conditions: PermissionCriteria<PermissionCondition>;
    };

const FAMILY_SUFFIX = '.*';

const isFamily = (entry: string) => entry.endsWith(FAMILY_SUFFIX);

/** The entry that names a permission most exactly. A family covers all that is in it, also what deletes. */
export function entryFor(limits: Limits, name: string): string | undefined {
  return Object.keys(limits)
    .filter(entry =>
      isFamily(entry) ? name.startsWith(entry.slice(0, -1)) : entry === name,
    )
    .sort((a, b) => b.length - a.length)[0];
}

/** What holds for a permission of this name; `all` where no entry names it. */
export function limitOf(limits: Limits = {}, name: string): Limit {
  const entry = entryFor(limits, name);
  return entry === undefined ? 'all' : limits[entry];
}

const DENY = { result: AuthorizeResult.DENY } as const;
const ALLOW = { result: AuthorizeResult.ALLOW } as const;

/**
 * What a limit leaves of a permission that a role has. What cannot be limited as it says is denied, and not allowed
 * without a limit; but a family's limit leaves those of its permissions alone that are about no thing.
 */
export function limited(
  permission: Permission,
  limits: Limits = {},
): RoleAnswer {
  const entry = entryFor(limits, permission.name);
  const limit = entry === undefined ? 'all' : limits[entry];
  if (limit === 'all') return ALLOW;
  if (!isResourcePermission(permission)) {
    return isFamily(entry!) ? ALLOW : DENY;
  }
  const { resourceType } = permission;
  const limitable = LIMITABLE[resourceType];
  const names = Object.keys(limit);
  if (!limitable || names.some(name => !limitable.lists[name])) return DENY;
  const { pluginId, lists } = limitable;
  const [first, ...others] = names.map(
    (name): PermissionCondition => ({
      rule: lists[name].rule,
      resourceType,
      // The rule refuses a list that is empty.
      params: { [lists[name].param]: [...(limit[name] ?? [])] },
    }),
  );
  if (!first) return DENY;
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId,
    resourceType,
    conditions: others.length === 0 ? first : { allOf: [first, ...others] },
  };
}

/** Whoever has several roles has what any of them gives, on the things on which any of them gives it. */
export function anyOf(answers: readonly RoleAnswer[]): RoleAnswer {
  if (answers.some(({ result }) => result === AuthorizeResult.ALLOW)) {
    return ALLOW;
  }
  const [first, ...others] = answers.flatMap(answer =>
    answer.result === AuthorizeResult.CONDITIONAL ? [answer] : [],
  );
  if (!first) return DENY;
  return others.length === 0
    ? first
    : {
        ...first,
        conditions: {
          anyOf: [first.conditions, ...others.map(each => each.conditions)],
        },
      };
}
