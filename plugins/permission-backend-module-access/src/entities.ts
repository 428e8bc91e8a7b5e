import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  ANNOTATION_PROXMOX_CLUSTER,
  ANNOTATION_PROXMOX_POOL,
  catalogTags,
  guestEntityTypes,
  proxmoxGuestReadPermission,
} from '@reverb256/backstage-plugin-proxmox-common';
import { limitOf, type Limits, type RoleAnswer } from './limits';

const RESOURCE_TYPE = 'catalog-entity';

/** Answers for any entity whether it is there, and where it comes from, and takes no condition. */
const LOCATION_READ = 'catalog.location.read';

type Criteria = PermissionCriteria<PermissionCondition>;

/** One of the catalog's own rules. */
const entityRule = (
  rule: 'HAS_SPEC' | 'HAS_METADATA' | 'HAS_ANNOTATION',
  params: Record<string, string>,
): PermissionCondition => ({ rule, resourceType: RESOURCE_TYPE, params });

const hasAnnotation =
  (annotation: string) =>
  (value: string): Criteria[] =>
    [entityRule('HAS_ANNOTATION', { annotation, value })];

/** By what the entity of a guest shows that it is in a list of a limit: one of these. */
const LISTS: Record<string, (entry: string) => Criteria[]> = {
  pools: hasAnnotation(ANNOTATION_PROXMOX_POOL),
  clusters: hasAnnotation(ANNOTATION_PROXMOX_CLUSTER),
  tags: tag =>
    catalogTags([tag]).map(value =>
      entityRule('HAS_METADATA', { key: 'tags', value }),
    ),
};

const [firstType, ...otherTypes] = Object.values(guestEntityTypes).map(value =>
  entityRule('HAS_SPEC', { key: 'type', value }),
);
const NO_GUEST: Criteria = { not: { anyOf: [firstType, ...otherTypes] } };

/** What is met by the entities that are no guests, and by those of guests within the lists. */
function criteriaOf(
  lists: Readonly<Partial<Record<string, readonly string[]>>>,
): Criteria {
  const within = Object.entries(lists).map(([name, entries = []]) =>
    entries.flatMap(entry => LISTS[name]?.(entry) ?? []),
  );
  const all = within.flatMap(([first, ...others]): Criteria[] =>
    first ? [{ anyOf: [first, ...others] }] : [],
  );
  const [first, ...others] = all;
  // A list that the catalog cannot look up is met by no guest.
  if (!first || all.length < within.length) return NO_GUEST;
  return { anyOf: [NO_GUEST, { allOf: [first, ...others] }] };
}

/**
 * What is left of a permission of the catalog for a role that may read some guests only: guests are entities, too, and
 * the catalog knows nothing of the permissions of Proxmox.
 *
 * @param answer - what the role says of the permission otherwise
 */
export function withoutHiddenGuests(
  permission: Permission,
  answer: RoleAnswer,
  limits?: Limits,
): RoleAnswer {
  const limit = limitOf(limits, proxmoxGuestReadPermission.name);
  if (limit === 'all' || answer.result !== AuthorizeResult.ALLOW) return answer;
  if (permission.name === LOCATION_READ) {
    return { result: AuthorizeResult.DENY };
  }
  if (!isResourcePermission(permission, RESOURCE_TYPE)) return answer;
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: RESOURCE_TYPE,
    conditions: criteriaOf(limit),
  };
}
