import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Of this plugin; its own audit trail is one of those that are gathered, without being configured. */
export const OWN_PLUGIN_ID = 'infra';

const settingsSchema = z.object({
  plugins: z
    .array(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/, 'is not a plugin id')
        .refine(
          id => id !== OWN_PLUGIN_ID,
          'infra asks the others, and not itself',
        ),
    )
    .refine(
      ids => new Set(ids).size === ids.length,
      'names the same plugin twice',
    )
    .default(['proxmox']),
  notifications: z
    .object({
      fallback: z
        .string()
        .transform((ref, context) => {
          try {
            return stringifyEntityRef(parseEntityRef(ref));
          } catch {
            context.addIssue(
              `is not an entity ref like group:default/platform-operators`,
            );
            return z.NEVER;
          }
        })
        .default('group:default/platform-operators'),
    })
    .prefault({}),
});

/**
 * What the configuration says about gathering from all plugins.
 *
 * @public
 */
export type InfraSettings = z.output<typeof settingsSchema>;

/**
 * Reads `infra` from the configuration.
 *
 * @throws InputError that names the path in the configuration
 * @public
 */
export function readInfraSettings(config: Config): InfraSettings {
  const result = settingsSchema.safeParse(config.getOptional('infra') ?? {});
  if (result.success) return result.data;
  const issues = result.error.issues.map(
    issue => `infra.${issue.path.join('.')}: ${issue.message}`,
  );
  throw new InputError(
    `The configuration cannot be used: ${issues.join('; ')}`,
  );
}
