import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether secrets may travel to this address: over TLS, or without leaving the machine. */
export function isSecureUrl(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && LOOPBACK.includes(hostname))
  );
}

const secureUrl = z.url().refine(isSecureUrl, {
  message: 'must be https, or http on loopback',
});

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

const admitSchema = z.strictObject({
  groups: z.array(groupRef).optional(),
  emailDomains: z
    .array(
      z
        .string()
        .min(1)
        .transform(domain => domain.toLowerCase()),
    )
    .optional(),
});

/** What the protocol decides by itself, so that no configuration may replace it. */
const RESERVED_PARAMETERS = [
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'prompt',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
];

/**
 * Algorithms that only the provider can sign with. `none` signs nothing, and HS256 and its like sign with the client's
 * secret, which is ours too.
 */
const SIGNATURE_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

const settingsSchema = z.strictObject({
  metadataUrl: secureUrl,
  issuer: z.url().optional(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  tokenEndpointAuthMethod: z
    .enum(['client_secret_basic', 'client_secret_post'])
    .default('client_secret_basic'),
  idTokenSignedResponseAlg: z.enum(SIGNATURE_ALGORITHMS).default('RS256'),
  prompt: z
    .enum(['auto', 'none', 'login', 'consent', 'select_account'])
    .default('auto'),
  startUrlSearchParams: z
    .record(
      z.string().refine(name => !RESERVED_PARAMETERS.includes(name), {
        message: 'is set by the sign-in itself',
      }),
      z.string(),
    )
    .default({}),
  caFile: z.string().min(1).optional(),
  timeoutSeconds: z.coerce.number().min(1).max(60).default(10),
  endSession: z.union([z.boolean(), z.stringbool()]).default(false),
  subjectAnnotation: z.string().min(1).default('oidc.reverb256.ca/subject'),
  admit: admitSchema.default({}),
  // Read by Backstage itself.
  additionalScopes: z.unknown().optional(),
  callbackUrl: z.unknown().optional(),
  sessionDuration: z.unknown().optional(),
});

/** The configuration of one environment of the provider, checked, with its defaults. */
export type OidcSettings = z.infer<typeof settingsSchema>;

/**
 * Reads `auth.providers.oidc.<environment>`.
 *
 * @throws InputError naming every key that is missing or wrong. It quotes no value.
 */
export function readSettings(
  environment: string,
  config: Config,
): OidcSettings {
  const result = settingsSchema.safeParse(config.get());
  if (!result.success) {
    const problems = result.error.issues.map(
      issue =>
        `${['auth.providers.oidc', environment, ...issue.path].join('.')}: ${
          issue.message
        }`,
    );
    throw new InputError(
      `The sign-in configuration is not usable. ${problems.join('; ')}`,
    );
  }
  return result.data;
}
