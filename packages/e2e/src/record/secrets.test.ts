import { secretsIn } from './secrets';

const names = (value: unknown) => secretsIn(value).map(({ name }) => name);

describe('what is secret in a configuration', () => {
  it('finds values by the names of their settings, at any depth', () => {
    expect(
      names({
        users: [{ name: 'viewer-long-name', password: 'p-viewer-1' }],
        tokens: [{ role: 'operator-role', token: 't-operator-1' }],
        services: {
          oidc: [{ clientId: 'control-center', clientSecret: 's-client-1' }],
          proxmox: [
            { tokens: [{ id: 'ctrl@pve!portal', secret: 's-pve-01' }] },
          ],
        },
        auth: { session: { secret: 's-session' } },
      }),
    ).toEqual([
      'users.0.password',
      'tokens.0.token',
      'services.oidc.0.clientSecret',
      'services.proxmox.0.tokens.0.secret',
      'auth.session.secret',
    ]);
  });

  it('finds maps and lists of values, and what is private of a key', () => {
    expect(
      names({
        passwords: { 'root@pam': 'p-root-01' },
        cookieKeys: ['k-cookie-1'],
        jwks: { keys: [{ kid: 'key-id-01', n: 'modulus-1', d: 'exponent' }] },
        certificates: { nexus: { key: '-----BEGIN', cert: '-----BEGIN' } },
      }),
    ).toEqual([
      'passwords.root@pam',
      'cookieKeys.0',
      'jwks.keys.0.d',
      'certificates.nexus.key',
    ]);
  });

  it('knows a key by a line of its middle', () => {
    expect(
      secretsIn({ key: '-----BEGIN\nfirst\nmiddle\nlast\n-----END\n' }),
    ).toEqual([{ name: 'key', value: 'middle' }]);
  });

  it('leaves out what is too short to be told from a word', () => {
    expect(names({ password: 'short' })).toEqual([]);
  });
});
