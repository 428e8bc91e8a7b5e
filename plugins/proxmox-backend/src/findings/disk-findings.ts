import type { Finding } from '@reverb256/backstage-plugin-infra-common';
import type { ClusterKnowledge, Part } from './knowledge';

const CODE = 'disk-failed';

/** Disks that SMART calls failed: one finding a node, since they are looked at together. */
export function diskFindings({
  data,
}: Pick<ClusterKnowledge['nodeFacts'], 'data'>): Part[] {
  return Object.entries(data?.nodes ?? {}).flatMap(
    ([node, { failedDisks = [], readAt }]): Part[] => {
      if (failedDisks.length === 0) return [];
      const several = failedDisks.length > 1;
      return [
        {
          code: CODE,
          severity: 'critical',
          title: `${several ? 'Disks' : 'Disk'} ${failedDisks.join(
            ', ',
          )} of node ${node} ${several ? 'fail' : 'fails'} by SMART's own word`,
          path: `nodes/${node}`,
          runbook: 'proxmox#disk-failed',
          evidence: { disks: failedDisks.join(', '), 'last read': readAt },
        },
      ];
    },
  );
}

/** Whether the disks of a node that is still there could not be read the last time that it was asked. */
export function isDiskUnseen(
  { code, path }: Pick<Finding, 'code' | 'path'>,
  { nodeFacts, inventory }: Pick<ClusterKnowledge, 'nodeFacts' | 'inventory'>,
): boolean {
  if (code !== CODE) return false;
  const node = path?.replace(/^nodes\//, '') ?? '';
  const isMember = inventory.data
    ? Object.hasOwn(inventory.data.nodes, node)
    : true;
  return isMember && nodeFacts.data?.nodes[node]?.failedDisks === undefined;
}
