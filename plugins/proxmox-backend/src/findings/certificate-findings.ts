import type { ClusterKnowledge, Part } from './knowledge';

/** A certificate that ends sooner than this should be looked at. */
const EXPIRES_SOON_DAYS = { warning: 21, critical: 3 };
const DAY_MS = 24 * 3600 * 1000;

/** Certificates that end soon, and pinned ones that no node shows. */
export function certificateFindings(
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
