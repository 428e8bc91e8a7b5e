import { useEntity } from '@backstage/plugin-catalog-react';
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
      return <GuestView of={found.of} isBelow />;
    case 'node':
      return <NodeView of={found.of} isBelow />;
    case 'cluster':
      return <ClusterSummary cluster={found.of.cluster} />;
    default:
      return null;
  }
}
