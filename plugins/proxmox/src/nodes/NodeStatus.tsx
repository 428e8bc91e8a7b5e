import type { Health } from '@reverb256/backstage-plugin-infra-common';
import { HealthBadge } from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxNode } from '@reverb256/backstage-plugin-proxmox-common';

const healthOf: Record<ProxmoxNode['status'], Health> = {
  online: 'ok',
  offline: 'critical',
  unknown: 'unknown',
};

interface NodeStatusProps {
  node: Pick<ProxmoxNode, 'status' | 'haState'>;
  /** Whether this is only what was last known: then no node looks as if it were online. */
  isOld?: boolean;
}

/** Whether a node is online, as an icon, a word and a colour. In maintenance it is online, but no place for guests. */
export function NodeStatus({ node, isOld }: NodeStatusProps) {
  const isInMaintenance =
    node.status === 'online' && node.haState === 'maintenance';
  const health = isInMaintenance ? 'warning' : healthOf[node.status];
  return (
    <HealthBadge health={isOld && health !== 'critical' ? 'unknown' : health}>
      {isInMaintenance ? 'maintenance' : node.status}
    </HealthBadge>
  );
}
