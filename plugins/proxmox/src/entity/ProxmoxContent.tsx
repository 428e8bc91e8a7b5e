import { useEntity } from '@backstage/plugin-catalog-react';
import { ActionHost } from '@reverb256/backstage-plugin-infra-react';
import { useMemo } from 'react';
import { GuestView } from '../guest';
import { NodeView } from '../nodes/page';
import { ClusterSummary } from './ClusterSummary';
import { proxmoxOf } from './entityRefs';

/** All that Proxmox tells of an entity, as on the pages of Proxmox itself. */
export function ProxmoxContent() {
  const { entity } = useEntity();
  const found = useMemo(() => proxmoxOf(entity), [entity]);
  switch (found?.type) {
    case 'guest':
      return (
        <ActionHost>
          <GuestView of={found.of} isBelow />
        </ActionHost>
      );
    case 'node':
      return (
        <ActionHost>
          <NodeView of={found.of} isBelow />
        </ActionHost>
      );
    case 'cluster':
      return <ClusterSummary cluster={found.of.cluster} />;
    default:
      return null;
  }
}
