import type { Finding } from '@reverb256/backstage-plugin-infra-common';
import {
  keepUnseen,
  type FindingsData,
  type FoundNow,
} from '@reverb256/backstage-plugin-infra-node';
import { clusterHealth } from '@reverb256/backstage-plugin-proxmox-common';
import { certificateFindings } from './certificate-findings';
import { diskFindings, isDiskUnseen } from './disk-findings';
import { fromHealth } from './health-findings';
import { idOf, type ClusterKnowledge } from './knowledge';
import { isUnseenPart, recoveryOf, sourceFindings } from './source-findings';
import { tokenFindings } from './token-findings';
import { isUnseenInInventory } from './unseen';

/** What there is to be found in a cluster. */
export interface ClusterFindings {
  found: FoundNow[];
  /** See `FindingsData`. */
  recoveredAt?: string;
}

/** A node that was offline and of which nothing is told any more is one thing to look at, and not two. */
function withoutTwins(found: readonly FoundNow[]): FoundNow[] {
  const offline = new Set(
    found.filter(f => f.code === 'node-offline').map(f => f.path),
  );
  return found.filter(f => f.code !== 'node-unknown' || !offline.has(f.path));
}

/**
 * Everything about a cluster that a person should look at. Pure.
 *
 * @param previous - what was found before: what cannot be looked at now stays
 */
export function findInCluster(
  knowledge: ClusterKnowledge,
  previous: FindingsData,
  now: Date,
): ClusterFindings {
  const { inventory, versions, certificates, privileges, entityRef } =
    knowledge;
  const { source, data } = inventory;
  const recoveredAt = recoveryOf(inventory, previous, now);
  const found = [
    ...sourceFindings(knowledge, recoveredAt, now),
    ...clusterHealth(inventory, versions.data, now).reasons.flatMap(reason =>
      fromHealth(reason, data),
    ),
    ...certificateFindings(certificates, now),
    ...tokenFindings(privileges),
    ...diskFindings(knowledge.nodeFacts),
  ].map(({ key, ...part }) => ({
    ...part,
    evidence: part.evidence ?? {},
    id: idOf(source, { ...part, key }),
    source,
    entityRef,
  }));
  const isUnseen = (finding: Finding) => {
    if (finding.code.startsWith('source-') && finding.path) {
      return isUnseenPart(knowledge, finding.path, recoveredAt, now);
    }
    return (
      isDiskUnseen(finding, knowledge) ||
      isUnseenInInventory(finding, inventory)
    );
  };
  return {
    found: withoutTwins(keepUnseen(found, previous.items, isUnseen, now)),
    recoveredAt,
  };
}
