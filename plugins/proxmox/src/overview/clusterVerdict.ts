import {
  verdictOf,
  type HealthVerdict,
} from '@reverb256/backstage-plugin-infra-common';
import type {
  PortalProblem,
  SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import {
  clusterHealth,
  type ProxmoxInventory,
  type ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';

/**
 * A cluster's health as this page can know it: what the last data says, and unknown besides while the portal itself
 * gives no newer.
 */
export function clusterVerdict(
  source: SourceSnapshot<ProxmoxInventory>,
  versions: ProxmoxVersions | undefined,
  answeredAt: Date,
  portal: PortalProblem | undefined,
): HealthVerdict {
  const verdict = clusterHealth(source.snapshot, versions, answeredAt);
  const problem = source.problem ?? portal;
  if (!problem) return verdict;
  return verdictOf([
    ...verdict.reasons,
    {
      code: `portal-${problem.kind}`,
      health: 'unknown',
      message: problem.message,
    },
  ]);
}
