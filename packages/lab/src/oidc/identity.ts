import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const identitySchema = z.object({
  clientSecret: z.string().min(32),
  cookieKeys: z.array(z.string().min(32)).min(1),
  jwks: z.object({
    keys: z.array(z.record(z.string(), z.unknown())).min(1),
  }),
});

/** What a provider must keep over restarts, or everybody is signed out. */
export type ProviderIdentity = z.infer<typeof identitySchema>;

const secret = () => randomBytes(32).toString('base64url');

function createIdentity(): ProviderIdentity {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ format: 'jwk' });
  return {
    clientSecret: secret(),
    cookieKeys: [secret()],
    jwks: {
      keys: [
        {
          ...key,
          use: 'sig',
          alg: 'RS256',
          kid: randomBytes(8).toString('hex'),
        },
      ],
    },
  };
}

/** Reads the identity from the lab's state; makes one and puts it there when there is none. */
export function loadIdentity(state: Record<string, unknown>): ProviderIdentity {
  const known = identitySchema.safeParse(state.identity);
  const identity = known.success ? known.data : createIdentity();
  state.identity = identity;
  return identity;
}
