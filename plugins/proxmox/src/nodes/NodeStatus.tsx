import type { Health } from '@reverb256/backstage-plugin-infra-common';
import { HealthBadge } from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxNode } from '@reverb256/backstage-plugin-proxmox-common';

const healthOf: Record<ProxmoxNode['status'], Health> = {
  online: 'ok',
  offline: 'critical',
  unknown: 'unknown',
};

/** Whether a node is online, as an icon, a word and a colour. In maintenance it is online, but no place for guests. */
export function NodeStatus({
  node,
}: {
  node: Pick<ProxmoxNode, 'status' | 'haState'>;
}) {
  const isInMaintenance =
    node.status === 'online' && node.haState === 'maintenance';
  return (
    <HealthBadge health={isInMaintenance ? 'warning' : healthOf[node.status]}>
      {isInMaintenance ? 'maintenance' : node.status}
    </HealthBadge>
  );
}
