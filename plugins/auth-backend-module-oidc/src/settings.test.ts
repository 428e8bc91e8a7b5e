import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readSettings } from './settings';

const minimal = {
  metadataUrl: 'https://idp.example/.well-known/openid-configuration',
  clientId: 'portal',
  clientSecret: 'a secret value',
};

const read = (settings: JsonObject) =>
  readSettings('production', new ConfigReader(settings));

it('has safe defaults: no prompt of its own, and nobody admitted', () => {
  expect(read(minimal)).toEqual({
    ...minimal,
    admit: {},
    endSession: false,
    idTokenSignedResponseAlg: 'RS256',
    prompt: 'auto',
    startUrlSearchParams: {},
    subjectAnnotation: 'oidc.reverb256.ca/subject',
    timeoutSeconds: 10,
    tokenEndpointAuthMethod: 'client_secret_basic',
  });
});

it('takes what environment variables deliver as text, and short group names', () => {
  expect(
    read({
      ...minimal,
      timeoutSeconds: '5',
      endSession: 'true',
      admit: { groups: ['Platform-Admins'], emailDomains: ['Example.ORG'] },
    }),
  ).toMatchObject({
    timeoutSeconds: 5,
    endSession: true,
    admit: {
      groups: ['group:default/platform-admins'],
      emailDomains: ['example.org'],
    },
  });
});

it.each([
  [
    { metadataUrl: 'http://idp.example/' },
    'auth.providers.oidc.production.metadataUrl: must be https, or http on loopback',
  ],
  [{ clientSecret: '' }, 'auth.providers.oidc.production.clientSecret'],
  [
    { admit: { groups: ['group:'] } },
    "auth.providers.oidc.production.admit.groups.0: 'group:' is not an entity reference",
  ],
  [
    { signIn: { resolvers: [] } },
    'auth.providers.oidc.production: Unrecognized key: "signIn"',
  ],
  [
    { idTokenSignedResponseAlg: 'none' },
    'auth.providers.oidc.production.idTokenSignedResponseAlg',
  ],
  [
    { idTokenSignedResponseAlg: 'HS256' },
    'auth.providers.oidc.production.idTokenSignedResponseAlg',
  ],
  [{ prompt: 'nothing' }, 'auth.providers.oidc.production.prompt'],
  [
    { startUrlSearchParams: { state: 'fixed' } },
    'auth.providers.oidc.production.startUrlSearchParams.state',
  ],
  [{ timeoutSeconds: 0 }, 'auth.providers.oidc.production.timeoutSeconds'],
])('refuses %j and names the key, without the values', (wrong, message) => {
  const attempt = () => read({ ...minimal, ...wrong });

  expect(attempt).toThrow(message);
  expect(attempt).not.toThrow('a secret value');
});
