import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { Reading, Run } from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxEndpoints } from '@reverb256/backstage-plugin-proxmox-common';
import {
  startOnLab,
  stopBackend,
  useLab,
  type Setup,
} from '../__testUtils__/startOnLab';
import {
  certificateEffects,
  certificateObstacles,
  type CertificateSituation,
} from './certificate-situation';
import { confirm, nodeAt } from './judge-endpoint';

jest.setTimeout(60_000);

const print = (pair: string) => Array(32).fill(pair).join(':');

const shown = (pair: string, days = 30) => ({
  fingerprint: print(pair),
  subject: 'OU=PVE Cluster Node\nCN=nexus.lab',
  issuer: 'CN=Proxmox Virtual Environment',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: new Date(Date.UTC(2026, 5, 1) + days * 86_400_000).toISOString(),
});

const situation = (
  values: Partial<CertificateSituation> = {},
): CertificateSituation => ({
  title: 'Home cluster',
  url: 'https://nexus:8006',
  fingerprint: print('BB'),
  pinned: print('AA'),
  shown: shown('BB'),
  confirmation: { by: 'cluster', node: 'nexus' },
  now: new Date(Date.UTC(2026, 5, 1)),
  ...values,
});

describe('what is said before a certificate is accepted', () => {
  it.each<[string, Partial<CertificateSituation>, string[]]>([
    ['nothing, when the cluster confirms it', {}, []],
    ['that it is trusted already', { pinned: print('BB') }, ['block already']],
    [
      'that it is not what is shown',
      { shown: shown('CC') },
      ['block other-certificate'],
    ],
    [
      'that nothing is shown',
      { shown: new SourceFailure('unreachable', 'It is away.') },
      ['block source-unreachable'],
    ],
    [
      'that the cluster knows others',
      { confirmation: { by: 'nobody' } },
      ['warning not-confirmed'],
    ],
    [
      'that nobody confirms it',
      { confirmation: { by: 'unknown' } },
      ['warning not-comparable'],
    ],
    ['nothing, when it is at that node', { node: 'nexus' }, []],
    ['that it is another node’s', { node: 'forge' }, ['warning other-node']],
    ['that it has ended', { shown: shown('BB', -1) }, ['warning expired']],
  ])('%s', (_, values, expected) => {
    expect(
      certificateObstacles(situation(values)).map(
        ({ severity, code }) => `${severity} ${code}`,
      ),
    ).toEqual(expected);
  });

  it('says to whom tokens will go, and who confirms that', () => {
    const effects = certificateEffects(situation()).join(' ');
    expect(effects).toContain(print('AA'));
    expect(effects).toContain(print('BB'));
    expect(effects).toContain('CN=nexus.lab');
    expect(effects).toContain('the certificate of node nexus');
  });
});

it.each([
  [undefined, { by: 'unknown' }],
  [{}, { by: 'unknown' }],
  [{ a: print('AA') }, { by: 'nobody' }],
  [
    { a: print('AA'), b: print('bb').toLowerCase() },
    { by: 'cluster', node: 'b' },
  ],
])('confirms a certificate by what the nodes have: %j', (nodes, expected) => {
  const known =
    nodes &&
    Object.fromEntries(
      Object.entries(nodes).map(([name, fingerprint]) => [
        name,
        {
          fingerprint,
          notAfter: '2026-12-01T00:00:00.000Z',
          readAt: '2026-11-24T00:00:00.000Z',
        },
      ]),
    );
  expect(confirm(print('BB'), known)).toEqual(expected);
});

it.each([
  ['https://10.0.0.2:8006', 'forge'],
  ['https://forge:8006', 'forge'],
  ['https://Forge.example.com:8006', 'forge'],
  ['https://[fd00::3]:8006', 'nexus'],
  ['https://pve.example.com:8006', undefined],
  ['https://10.0.0.9:8006', undefined],
])('knows the node at %s: %s', (url, node) => {
  const nodes = {
    forge: { name: 'forge', status: 'online' as const, ip: '10.0.0.2' },
    nexus: { name: 'nexus', status: 'online' as const, ip: 'fd00::3' },
    '10': { name: '10', status: 'online' as const },
  };
  expect(nodeAt(url, nodes)).toBe(node);
  expect(nodeAt(url, undefined)).toBeUndefined();
});

describe('on the lab', () => {
  const lab = useLab();
  const action = '/api/proxmox/v1/actions/accept-certificate';

  async function start(setup: Setup) {
    const started = await startOnLab(lab(), setup);
    const { api, collect } = started;
    const url = lab()
      .read()
      .services.proxmox.find(({ node }) => node === 'nexus')!.url;
    const endpoint = async () => {
      const { body } = await api
        .get('/api/proxmox/v1/endpoints/reverb256')
        .expect(200);
      return (body as Reading<ProxmoxEndpoints>).data!.endpoints.find(
        each => each.url === url,
      )!;
    };
    const ended = async (id: string): Promise<Run> => {
      for (let look = 0; ; look++) {
        const { body } = await api.get(`/api/proxmox/v1/runs/${id}`);
        if (body.endedAt) return body;
        if (look > 100) throw new Error(`It goes on: ${JSON.stringify(body)}`);
        await new Promise(resolve => {
          setTimeout(resolve, 50);
        });
      }
    };
    return { ...started, api, collect, url, endpoint, ended };
  }

  /** The endpoint's breaker lets one request through at a time, after half a minute: a new process asks at once. */
  const databaseFile = mkdtempSync(join(tmpdir(), 'certificates-'));

  it('reads a cluster again whose certificate was renewed, once somebody accepts it', async () => {
    const before = await start({ endpoints: ['nexus'], databaseFile });
    expect((await before.collect()).error).toBeUndefined();
    const { fingerprint: old } = lab().read().services.proxmox[0];
    await before.scheduler.triggerTask('collect-certificates-reverb256');
    await lab().control.rotateCertificate('nexus');
    // A kept connection is still to whoever was trusted.
    await stopBackend();

    const after = await start({
      endpoints: ['nexus'],
      databaseFile,
      fingerprint: old,
    });
    const { api, collect, url, endpoint, ended } = after;
    expect((await collect()).error?.kind).toBe('untrusted');
    const { presented } = await endpoint();
    expect(presented).toBe(lab().read().services.proxmox[0].fingerprint);
    const input = { cluster: 'reverb256', endpoint: url };

    const preflight = await api
      .post(`${action}/preflight`)
      .send({ ...input, fingerprint: presented })
      .expect(200);
    expect(preflight.body).toMatchObject({ destructive: true, allowed: true });
    await api
      .post(action)
      .send({ ...input, fingerprint: print('CC') })
      .expect(409);

    const { body } = await api
      .post(action)
      .send({ ...input, fingerprint: presented })
      .expect(202);
    expect(await ended(body.id)).toMatchObject({ state: 'succeeded' });
    expect(await endpoint()).toMatchObject({
      pinned: presented,
      accepted: { runId: body.id },
    });
    await stopBackend();

    // Also in the next process, and until another one is configured.
    const next = await start({
      endpoints: ['nexus'],
      databaseFile,
      fingerprint: old,
    });
    expect((await next.collect()).error).toBeUndefined();
    await stopBackend();
    const configured = await start({
      endpoints: ['nexus'],
      databaseFile,
      fingerprint: print('DD'),
    });
    expect((await configured.endpoint()).pinned).toBe(print('DD'));
    expect((await configured.collect()).error?.kind).toBe('untrusted');
  });

  it('knows no endpoint that is not configured', async () => {
    const { api } = await start({});
    const { status } = await api.post(action).send({
      cluster: 'reverb256',
      endpoint: 'https://169.254.169.254',
      fingerprint: print('AA'),
    });
    expect(status).toBe(404);
  });

  it('lets nobody accept one who may not', async () => {
    const { api, url, endpoint } = await start({
      decide: permission =>
        permission === 'proxmox.certificate.accept'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    });
    const { pinned } = await endpoint();
    await api
      .post(action)
      .send({ cluster: 'reverb256', endpoint: url, fingerprint: print('AA') })
      .expect(403);
    expect((await endpoint()).pinned).toBe(pinned);
  });
});
