import {
  snapshotState,
  type HealthReason,
  type Snapshot,
} from '@reverb256/backstage-plugin-infra-common';
import type { FoundNow } from '@reverb256/backstage-plugin-infra-node';
import {
  clusterHealth,
  type ProxmoxCertificates,
  type ProxmoxInventory,
  type ProxmoxPrivileges,
  type ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';

/** What is known of a cluster, from all kinds of snapshot. */
export interface ClusterKnowledge {
  inventory: Snapshot<ProxmoxInventory>;
  versions: Snapshot<ProxmoxVersions>;
  certificates: Snapshot<ProxmoxCertificates>;
  privileges: Snapshot<ProxmoxPrivileges>;
  entityRef?: string;
}

/** A certificate that ends sooner than this should be looked at. */
const EXPIRES_SOON_DAYS = { warning: 21, critical: 3 };
const DAY_MS = 24 * 3600 * 1000;

type Part = Omit<FoundNow, 'id' | 'source' | 'entityRef' | 'evidence'> & {
  evidence?: Record<string, string>;
};

/** The runbook heading of each reason for a cluster's health; what is not here is said by another finding. */
const RUNBOOKS: Record<string, string> = {
  'node-offline': 'proxmox#node-offline',
  'node-unknown': 'proxmox#node-unknown',
  'node-memory-full': 'proxmox#node-memory-full',
  'not-quorate': 'proxmox#not-quorate',
  'storage-full': 'proxmox#storage-full',
  'storage-unavailable': 'proxmox#storage-unavailable',
  'versions-apart': 'proxmox#versions-apart',
};

/** The runbook heading of what keeps a source from being read. */
const SOURCE_RUNBOOKS: Record<string, string> = {
  unreachable: 'proxmox#source-unreachable',
  untrusted: 'proxmox#source-untrusted',
  unauthorized: 'proxmox#source-unauthorized',
  forbidden: 'proxmox#token-lacks-privileges',
  rejected: 'proxmox#source-invalid',
  invalid: 'proxmox#source-invalid',
  timeout: 'proxmox#source-timeout',
  stale: 'proxmox#source-stale',
};

function fromHealth(
  reason: HealthReason,
  inventory: ProxmoxInventory | undefined,
): Part[] {
  const runbook = RUNBOOKS[reason.code];
  if (!runbook) return [];
  const node = reason.path?.startsWith('nodes/')
    ? inventory?.nodes[reason.path.slice('nodes/'.length)]
    : undefined;
  return [
    {
      code: reason.code,
      severity: reason.health === 'critical' ? 'critical' : 'warning',
      title: reason.message,
      path: reason.path,
      since: node?.lastOnlineAt,
      runbook,
      evidence: node && {
        status: node.status,
        ...(node.lastOnlineAt && { 'last online': node.lastOnlineAt }),
        ...(node.ip && { address: node.ip }),
      },
    },
  ];
}

/** The source itself: it cannot be read, or nobody reads it. */
function sourceFindings(
  { title, error, collectedAt, ...head }: ClusterKnowledge['inventory'],
  now: Date,
): Part[] {
  const state = snapshotState({ title, error, collectedAt, ...head }, now);
  if (!error && state !== 'stale') return [];
  return [
    {
      code: error ? `source-${error.kind}` : 'source-stale',
      severity: 'critical',
      title: error
        ? `${title} cannot be read (${error.kind})`
        : `${title} is not being read: the portal's own collector stands still`,
      since: error?.since ?? collectedAt,
      runbook: SOURCE_RUNBOOKS[error?.kind ?? 'stale'],
      evidence: {
        ...(error && { reason: error.message }),
        'last read': collectedAt ?? 'never',
      },
    },
  ];
}

function certificateFindings(
  { data, title }: ClusterKnowledge['certificates'],
  now: Date,
): Part[] {
  const expiring = Object.entries(data?.nodes ?? {}).flatMap(
    ([node, { notAfter }]): Part[] => {
      const days = (Date.parse(notAfter) - now.getTime()) / DAY_MS;
      if (days > EXPIRES_SOON_DAYS.warning) return [];
      return [
        {
          code: 'certificate-expiring',
          severity: days <= EXPIRES_SOON_DAYS.critical ? 'critical' : 'warning',
          title:
            days > 0
              ? `The certificate of node ${node} ends in ${Math.ceil(
                  days,
                )} days`
              : `The certificate of node ${node} has ended`,
          path: `nodes/${node}`,
          runbook: 'proxmox#certificate-expiring',
          evidence: { 'valid until': notAfter },
        },
      ];
    },
  );
  const changed = (data?.changedPins ?? []).map(
    (url): Part => ({
      code: 'certificate-changed',
      severity: 'warning',
      title: `The certificate pinned for ${url} is none that ${title} shows now`,
      path: `endpoints/${url}`,
      runbook: 'proxmox#certificate-changed',
    }),
  );
  return [...expiring, ...changed];
}

function privilegeFindings({ data }: ClusterKnowledge['privileges']): Part[] {
  return Object.entries(data?.tokens ?? {}).flatMap(
    ([use, { token, missing, excess }]): Part[] => [
      ...(missing.length
        ? [
            {
              code: 'token-lacks-privileges',
              severity: 'warning' as const,
              title: `The token ${token} lacks ${missing.join(', ')}`,
              path: `tokens/${use}`,
              runbook: 'proxmox#token-lacks-privileges',
              evidence: { token, missing: missing.join(', ') },
            },
          ]
        : []),
      ...(excess.length
        ? [
            {
              code: 'token-exceeds-privileges',
              severity: 'warning' as const,
              title: `The token ${token} may do more than it needs to`,
              path: `tokens/${use}`,
              runbook: 'proxmox#token-exceeds-privileges',
              evidence: { token, excess: excess.join(', ') },
            },
          ]
        : []),
    ],
  );
}

/** Everything about a cluster that a person should look at. Pure. */
export function findInCluster(
  knowledge: ClusterKnowledge,
  now: Date,
): FoundNow[] {
  const { inventory, versions, certificates, privileges, entityRef } =
    knowledge;
  const { source, data } = inventory;
  const parts = [
    ...sourceFindings(inventory, now),
    ...clusterHealth(inventory, versions.data, now).reasons.flatMap(reason =>
      fromHealth(reason, data),
    ),
    ...certificateFindings(certificates, now),
    ...privilegeFindings(privileges),
  ];
  return parts.map(part => ({
    ...part,
    evidence: part.evidence ?? {},
    id: ['proxmox', source, part.code, part.path].filter(Boolean).join('/'),
    source,
    entityRef,
  }));
}
