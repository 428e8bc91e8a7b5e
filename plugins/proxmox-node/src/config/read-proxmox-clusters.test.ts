import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readProxmoxClusters } from './read-proxmox-clusters';

const secret = '8b2f9a3e-0000-4000-8000-0123456789ab';
const fingerprint = Array(32).fill('AB').join(':');
const minimal = {
  name: 'home',
  endpoints: [{ url: 'https://pve1.example.com:8006' }],
  token: { id: 'ctrl@pve!portal', secret },
};

const read = (...clusters: JsonObject[]) =>
  readProxmoxClusters(new ConfigReader({ proxmox: { clusters } }));

describe('readProxmoxClusters', () => {
  it('fills in what was left out', () => {
    expect(read(minimal)).toEqual([
      { ...minimal, title: 'home', pollSeconds: 10, timeoutSeconds: 15 },
    ]);
  });

  it('takes what is there', () => {
    const cluster = {
      ...minimal,
      title: 'At home',
      endpoints: [{ url: 'https://pve1:8006', fingerprint }],
      caFile: '/etc/pve/pve-root-ca.pem',
      webUrl: 'https://pve.example.com',
      pollSeconds: 30,
      timeoutSeconds: 20,
    };
    expect(read(cluster)).toEqual([cluster]);
    // Substituted environment variables are strings.
    expect(read({ ...cluster, pollSeconds: '30' })).toEqual([cluster]);
    expect(
      read({
        ...cluster,
        endpoints: [{ url: 'https://pve1:8006', fingerprint: 'ab'.repeat(32) }],
      }),
    ).toEqual([cluster]);
  });

  it('is empty without configuration', () => {
    expect(readProxmoxClusters(new ConfigReader({}))).toEqual([]);
  });

  const endpoint = (values: JsonObject) => ({
    endpoints: [{ ...minimal.endpoints[0], ...values }],
  });
  const token = (values: JsonObject) => ({
    token: { ...minimal.token, ...values },
  });

  it.each<[string, JsonObject, RegExp]>([
    ['no name', { name: '' }, /clusters\[0\]\.name: must be made of/],
    ['a name for a path', { name: '../x' }, /clusters\[0\]\.name/],
    ['no endpoint', { endpoints: [] }, /\.endpoints: must name at least one/],
    [
      'http',
      endpoint({ url: 'http://pve1:8006' }),
      /\.endpoints\[0\]\.url: must be an https URL/,
    ],
    [
      'a web interface that is no address',
      { webUrl: 'data:text/html,x' },
      /\.webUrl: must be an https URL/,
    ],
    ['no URL', endpoint({ url: 'pve1:8006' }), /\[0\]\.url: must be an https/],
    [
      'credentials in the URL',
      endpoint({ url: 'https://root:hunter2@pve1:8006' }),
      /\.url: must be an https URL without credentials/,
    ],
    [
      'a SHA-1 fingerprint',
      endpoint({ fingerprint: Array(20).fill('AB').join(':') }),
      /\.endpoints\[0\]\.fingerprint: must be the SHA-256/,
    ],
    ['a user', token({ id: 'root@pam' }), /\.token\.id: must be a whole token/],
    ['a bare id', token({ id: 'portal' }), /\.token\.id: must be a whole/],
    [
      'no secret',
      { token: { id: 'ctrl@pve!portal' } },
      /clusters\[0\]\.token\.secret: /,
    ],
    ['a secret of lines', token({ secret: 'hunter2\n' }), /\.token\.secret: /],
    [
      'polling faster',
      { pollSeconds: 5 },
      /\.pollSeconds: must be at least 10/,
    ],
    ['a short limit', { timeoutSeconds: 4 }, /\.timeoutSeconds: must be at l/],
    ['a long limit', { timeoutSeconds: 60 }, /\.timeoutSeconds: must be at m/],
    ['an unknown key', { insecure: true }, /clusters\[0\]: .*"insecure"/],
  ])('names the key of %s', (_, values, message) => {
    const attempt = () => read({ ...minimal, ...values });
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(attempt).not.toThrow(/hunter2/);
    expect(attempt).not.toThrow(new RegExp(secret));
  });

  it('refuses a name twice', () => {
    expect(() => read(minimal, { ...minimal, name: 'b' }, minimal)).toThrow(
      /clusters\[2\]\.name: is the name of proxmox\.clusters\[0\] already/,
    );
  });
});
