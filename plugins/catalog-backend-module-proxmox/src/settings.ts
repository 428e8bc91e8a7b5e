import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { entityRefOf } from './entity-ref';

const KEY = 'catalog.providers.proxmox';

/** A regular expression for the whole of a tag, a pool or a cluster's name. */
const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    context.addIssue({
      code: 'custom',
      message: 'is not a regular expression',
    });
    return z.NEVER;
  }
});

const match = {
  tag: pattern.optional(),
  pool: pattern.optional(),
  cluster: pattern.optional(),
};

const refOf = (kind: string) =>
  z.string().transform((ref, context) => {
    const whole = entityRefOf(ref, kind);
    if (whole) return whole;
    context.addIssue({
      code: 'custom',
      message: `is not an entity reference such as ${kind}:default/name`,
    });
    return z.NEVER;
  });

const matchesSomething = (rule: { [key in keyof typeof match]?: RegExp }) =>
  Boolean(rule.tag || rule.pool || rule.cluster);

const NOTHING = {
  message: 'must say what it matches: tag, pool or cluster',
};

const settingsSchema = z.strictObject({
  everySeconds: z.number().int().min(10).default(30),
  namespace: z
    .string()
    .refine(
      KubernetesValidatorFunctions.isValidNamespace,
      'is not a namespace of the catalog',
    )
    .default('default'),
  defaultOwner: refOf('group'),
  system: z.string().optional(),
  templates: z.boolean().default(false),
  owners: z
    .array(
      z
        .strictObject({ ...match, owner: z.string() })
        .refine(matchesSomething, NOTHING),
    )
    .default([]),
  components: z
    .array(
      z
        .strictObject({ ...match, component: z.string() })
        .refine(matchesSomething, NOTHING),
    )
    .default([]),
});

/** How nodes and guests become entities. */
export type ProviderSettings = z.output<typeof settingsSchema>;

/**
 * Reads `catalog.providers.proxmox`.
 *
 * @returns undefined where there is no such section: then nothing is provided
 * @throws InputError naming every key that is wrong
 */
export function readProviderSettings(
  config: Config,
): ProviderSettings | undefined {
  const section = config.getOptional(KEY);
  if (section === undefined) return undefined;
  const result = settingsSchema.safeParse(section);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    issue => `${[KEY, ...issue.path].join('.')}: ${issue.message}`,
  );
  throw new InputError(
    `The configuration of Proxmox entities is not usable. ${problems.join(
      '; ',
    )}`,
  );
}
