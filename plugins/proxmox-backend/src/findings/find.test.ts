import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxCertificates,
  ProxmoxInventory,
  ProxmoxNodeFacts,
  ProxmoxPrivileges,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import { findInCluster } from './find';
import type { ClusterKnowledge } from './knowledge';

const now = new Date('2026-11-24T03:00:00.000Z');
const at = (days: number) =>
  new Date(now.getTime() + days * 24 * 3600 * 1000).toISOString();

const snapshot = <T>(
  data: T,
  parts: Partial<Snapshot<T>> = {},
): Snapshot<T> => ({
  source: 'home',
  title: 'Home',
  version: 'v',
  intervalSeconds: 10,
  collectedAt: now.toISOString(),
  gaps: [],
  data,
  ...parts,
});

const inventory: ProxmoxInventory = {
  cluster: { name: 'home', quorate: true },
  nodes: { nexus: { name: 'nexus', status: 'online' } },
  guests: {},
  storages: {},
};

const well: ClusterKnowledge = {
  inventory: snapshot(inventory),
  versions: snapshot<ProxmoxVersions>({ nodes: {} }),
  certificates: snapshot<ProxmoxCertificates>({
    nodes: { nexus: { notAfter: at(300), readAt: now.toISOString() } },
    changedPins: [],
  }),
  privileges: snapshot<ProxmoxPrivileges>({
    tokens: { read: { token: 'ctrl@pve!portal', missing: [], excess: [] } },
  }),
  nodeFacts: snapshot<ProxmoxNodeFacts>({
    nodes: { nexus: { readAt: now.toISOString(), failedDisks: [] } },
  }),
  entityRef: 'resource:default/home',
};

const error = (
  kind:
    | 'unreachable'
    | 'timeout'
    | 'unauthorized'
    | 'untrusted'
    | 'invalid'
    | 'rejected'
    | 'forbidden',
) => ({
  error: { kind, message: 'why', since: at(-1) },
});
const expiresIn = (days: number): Partial<ClusterKnowledge> => ({
  certificates: snapshot({
    nodes: { nexus: { notAfter: at(days), readAt: now.toISOString() } },
    changedPins: [],
  }),
});
const token = (
  missing: string[],
  excess: string[],
): Partial<ClusterKnowledge> => ({
  privileges: snapshot({
    tokens: { read: { token: 'ctrl@pve!portal', missing, excess } },
  }),
});

const find = (knowledge: ClusterKnowledge) =>
  findInCluster(knowledge, { items: {} }, now).found;

describe('findInCluster', () => {
  it('finds nothing in a cluster that is well', () => {
    expect(find(well)).toEqual([]);
  });

  it.each<[string, string, Partial<ClusterKnowledge>]>([
    [
      'proxmox#node-offline',
      'critical',
      {
        inventory: snapshot({
          ...inventory,
          nodes: { forge: { name: 'forge', status: 'offline' } },
        }),
      },
    ],
    [
      'proxmox#node-unknown',
      'warning',
      {
        inventory: snapshot({
          ...inventory,
          nodes: { forge: { name: 'forge', status: 'unknown' } },
        }),
      },
    ],
    [
      'proxmox#not-quorate',
      'critical',
      { inventory: snapshot({ ...inventory, cluster: { quorate: false } }) },
    ],
    [
      'proxmox#source-stale',
      'critical',
      { inventory: snapshot(inventory, { collectedAt: at(-1) }) },
    ],
    ...(
      [
        'unreachable',
        'timeout',
        'unauthorized',
        'untrusted',
        'invalid',
      ] as const
    ).map((kind): [string, string, Partial<ClusterKnowledge>] => [
      `proxmox#source-${kind}`,
      'critical',
      { inventory: snapshot(inventory, error(kind)) },
    ]),
    [
      'proxmox#source-invalid',
      'critical',
      { inventory: snapshot(inventory, error('rejected')) },
    ],
    [
      'proxmox#token-lacks-privileges',
      'critical',
      { inventory: snapshot(inventory, error('forbidden')) },
    ],
    [
      'proxmox#versions-apart',
      'warning',
      {
        versions: snapshot({
          nodes: {
            a: { version: '9.2.3', readAt: at(0) },
            b: { version: '9.1.1', readAt: at(0) },
          },
        }),
      },
    ],
    ['proxmox#certificate-expiring', 'warning', expiresIn(20)],
    ['proxmox#certificate-expiring', 'critical', expiresIn(2)],
    ['proxmox#certificate-expiring', 'critical', expiresIn(-2)],
    [
      'proxmox#certificate-changed',
      'warning',
      {
        certificates: snapshot({
          nodes: {},
          changedPins: ['https://nexus:8006'],
        }),
      },
    ],
    [
      'proxmox#token-lacks-privileges',
      'warning',
      token(['Sys.Audit on /'], []),
    ],
    [
      'proxmox#token-exceeds-privileges',
      'warning',
      token([], ['VM.Allocate on /vms']),
    ],
  ])('finds %s (%s)', (runbook, severity, parts) => {
    expect(
      find({ ...well, ...parts }).map(f => [f.runbook, f.severity]),
    ).toEqual([[runbook, severity]]);
  });

  it('names each by what stays the same, and says about what entity it is', () => {
    const since = (lastOnlineAt: string) =>
      find({
        ...well,
        inventory: snapshot({
          ...inventory,
          nodes: {
            forge: { name: 'forge', status: 'offline', lastOnlineAt },
          },
        }),
      });
    const [first] = since(at(-1));
    expect(first).toMatchObject({
      id: 'proxmox/home/node-offline/nodes/forge',
      title: 'Node forge is offline',
      since: at(-1),
      entityRef: 'resource:default/home',
      evidence: { status: 'offline', 'last online': at(-1) },
    });
    expect(since(at(-2))[0].id).toBe(first.id);
  });

  it('keeps what was found before a source could not be read any more', () => {
    const found = find({
      ...well,
      inventory: snapshot(
        {
          ...inventory,
          nodes: { forge: { name: 'forge', status: 'offline' } },
        },
        error('unreachable'),
      ),
    });
    expect(found.map(f => f.code)).toEqual([
      'source-unreachable',
      'node-offline',
    ]);
  });

  it('is one finding for a source that cannot be read, whatever the reason becomes', () => {
    const states = [
      error('unreachable'),
      error('timeout'),
      { collectedAt: at(-1) },
    ].map(parts => find({ ...well, inventory: snapshot(inventory, parts) }));
    expect(states.map(found => found.map(f => [f.id, f.code]))).toEqual([
      [['proxmox/home/source', 'source-unreachable']],
      [['proxmox/home/source', 'source-timeout']],
      [['proxmox/home/source', 'source-stale']],
    ]);
  });

  it('says where a token holds what it lacks elsewhere', () => {
    const [found] = find({
      ...well,
      privileges: snapshot({
        tokens: {
          operate: {
            token: 'operate@pve!portal',
            missing: ['Sys.Audit on /'],
            excess: [],
            limitedTo: ['VM.Audit on /pool/web', 'VM.PowerMgmt on /pool/web'],
          },
        },
      }),
    });
    expect(found.evidence).toMatchObject({
      missing: 'Sys.Audit on /',
      'limited to': 'VM.Audit on /pool/web, VM.PowerMgmt on /pool/web',
    });
  });
});
