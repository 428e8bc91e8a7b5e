import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { entryFor, LIMIT_LISTS } from './limits';

const groupRef = z.string().transform((ref, context) => {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    context.addIssue({
      code: 'custom',
      message: `'${ref}' is not an entity reference such as group:default/platform-admins`,
    });
    return z.NEVER;
  }
});

// A lone * would make every role an admin's without saying so.
const permissionEntry = z.string().regex(/^[\w-]+(\.[\w-]+)*(\.\*)?$/, {
  message:
    'must be the name of a permission (proxmox.guest.power) or of a family (proxmox.*)',
});

const limitSchema = z.union([
  z.literal('all'),
  z
    .partialRecord(z.enum(LIMIT_LISTS), z.array(z.string().min(1)).min(1))
    // An empty one would look like a limit and be none.
    .refine(lists => Object.keys(lists).length > 0, {
      message: `needs one of the lists ${LIMIT_LISTS.join(', ')}, or to be all`,
    }),
]);

const groups = z.array(groupRef).default([]);

/** Whoever may change tags decides what a limit by tags covers. It is in no family, so it is named in full. */
const CHANGES_TAGS = 'proxmox.guest.tag';

const roleSchema = z
  .strictObject({
    groups,
    permissions: z.array(permissionEntry).default([]),
    limits: z.record(permissionEntry, limitSchema).default({}),
  })
  .superRefine(({ permissions, limits }, context) => {
    if (!permissions.includes(CHANGES_TAGS)) return;
    // Within the very limit that it has itself, it moves nothing in that is not in already.
    const own = entryFor(limits, CHANGES_TAGS);
    for (const [entry, limit] of Object.entries(limits)) {
      if (limit === 'all' || !limit.tags || entry === own) continue;
      context.addIssue({
        code: 'custom',
        path: ['limits', entry],
        message: `goes by tags, and the role has ${CHANGES_TAGS} too: whoever has it could give a guest one of these tags, and so take the limit away. Limit it by pools or clusters, or take ${CHANGES_TAGS} from the role`,
      });
    }
  });

const accessSchema = z.strictObject({
  roles: z
    .strictObject({
      admin: z.strictObject({ groups }).optional(),
      operator: roleSchema.optional(),
      viewer: roleSchema.optional(),
    })
    .default({}),
});

/** Who has which role, and what the roles have besides. Group refs are complete and lower case. */
export type AccessSettings = z.infer<typeof accessSchema>;

/**
 * Reads `access`.
 *
 * @throws InputError naming every key that is wrong.
 */
export function readAccessSettings(config: Config): AccessSettings {
  const result = accessSchema.safeParse(config.getOptional('access') ?? {});
  if (!result.success) {
    const problems = result.error.issues.map(
      issue => `${['access', ...issue.path].join('.')}: ${issue.message}`,
    );
    throw new InputError(
      `The configuration of roles is not usable. ${problems.join('; ')}`,
    );
  }
  return result.data;
}
