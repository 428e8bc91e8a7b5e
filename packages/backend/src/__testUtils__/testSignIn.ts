import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { z } from 'zod';

/** The header by which a test says who signs in. */
export const PERSON_HEADER = 'x-test-person';

const personSchema = z.object({
  ref: z.string(),
  groups: z.array(z.string()),
});

/** Somebody, and what they own as. */
export type Person = z.infer<typeof personSchema>;

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => undefined,
  async authenticate({ req }) {
    const person = req.header(PERSON_HEADER);
    if (!person) throw new AuthenticationError(`No ${PERSON_HEADER}`);
    return { result: personSchema.parse(JSON.parse(person)) };
  },
});

/** Signs in whomever a test wants: what they get is a token of the portal's own, as everybody's is. */
export const testSignIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'test-sign-in',
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'test',
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: async ({ result: { ref, groups } }, context) =>
              context.issueToken({
                claims: { sub: ref, ent: [ref, ...groups] },
              }),
          }),
        });
      },
    });
  },
});
