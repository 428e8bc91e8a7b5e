import {
  isLastKnown,
  snapshotState,
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

/** Whether what is shown of a cluster, of whatever kind, is only what was last known, as nothing newer comes from it or from the portal. */
export function isClusterOld(
  { snapshot, problem }: SourceSnapshot<unknown>,
  answeredAt: Date,
  portal: PortalProblem | undefined,
): boolean {
  return (
    portal !== undefined ||
    problem !== undefined ||
    isLastKnown(snapshotState(snapshot, answeredAt))
  );
}

/**
 * A cluster's health as this page can know it. What was critical in the last data stays so; anything less is unknown as
 * soon as nothing newer comes, from the cluster or from the portal itself: a warning of an hour ago is not what matters
 * about a cluster that nobody can reach.
 */
export function clusterVerdict(
  source: SourceSnapshot<ProxmoxInventory>,
  versions: ProxmoxVersions | undefined,
  answeredAt: Date,
  portal: PortalProblem | undefined,
): HealthVerdict {
  const { snapshot, problem = portal } = source;
  const verdict = clusterHealth(snapshot, versions, answeredAt);
  const reasons = problem
    ? verdictOf([
        ...verdict.reasons,
        {
          code: `portal-${problem.kind}`,
          health: 'unknown',
          message: problem.message,
        },
      ]).reasons
    : verdict.reasons;
  const isOld = isClusterOld(source, answeredAt, portal);
  const health =
    isOld && verdict.health !== 'critical' ? 'unknown' : verdict.health;
  return { health, reasons };
}
