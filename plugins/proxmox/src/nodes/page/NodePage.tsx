import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Alert, Container, Skeleton, VisuallyHidden } from '@backstage/ui';
import {
  describePortalProblem,
  SnapshotNotices,
  SnapshotStatus,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { useProxmoxSnapshots } from '../../api';
import { PartTabs } from '../../parts';
import type { NodeRow } from '../nodeRows';
import { Maintenance } from './Maintenance';
import { NodeCertificates } from './NodeCertificates';
import { NodeCharts } from './NodeCharts';
import { NodeDisks } from './NodeDisks';
import { NodeGuests } from './NodeGuests';
import { NodeHeader } from './NodeHeader';
import { NodeNetwork } from './NodeNetwork';
import { NodeNow } from './NodeNow';
import { NodeReplication } from './NodeReplication';
import { NodeServices } from './NodeServices';
import { NodeStorages } from './NodeStorages';
import { NodeSubscription } from './NodeSubscription';
import { NodeRunning, NodeTasks } from './NodeTasks';
import { NodeUpdates } from './NodeUpdates';
import styles from './node.module.css';
import { useNode, type NodeRef } from './useNode';

/** One node: how it is, what is on it, and how it is taken out of service. */
export function NodePage() {
  const { cluster = '', node = '' } = useParams();
  const of = useMemo(() => ({ cluster, node }), [cluster, node]);
  return (
    <BreadcrumbEntry entry={{ label: node, href: '' }}>
      <Container pt="2" pb="5">
        <NodeView of={of} />
      </Container>
    </BreadcrumbEntry>
  );
}

/** All that is known of a node, for its own page and for that of its entity. */
export function NodeView(props: {
  of: NodeRef;
  /** Where another heading stands above it. */
  isBelow?: boolean;
}) {
  const { problem, sources, answeredAt } = useProxmoxSnapshots('inventory');
  return (
    <div className={styles.page}>
      {problem && (
        <SnapshotStatus
          notice={describePortalProblem(problem, 'this node')}
          lastKnownAt={sources && answeredAt?.toISOString()}
        />
      )}
      <Node {...props} isSilent={problem !== undefined} />
    </div>
  );
}

function Node(props: { of: NodeRef; isBelow?: boolean; isSilent: boolean }) {
  const { of, isBelow, isSilent } = props;
  const found = useNode(of);
  const { answeredAt } = useProxmoxSnapshots('inventory');
  if (found.state === 'loading') {
    if (isSilent) return null;
    return (
      <>
        <VisuallyHidden role="status">Loading the node</VisuallyHidden>
        <Skeleton width="100%" height={160} />
      </>
    );
  }
  if (found.state === 'no-cluster') {
    return (
      <Alert
        status="danger"
        icon
        title={`There is no cluster ${of.cluster}`}
        description="The portal’s configuration names no Proxmox cluster like this. The address may be an old one."
      />
    );
  }
  const { source } = found;
  return (
    <>
      {answeredAt && (
        <SnapshotNotices sources={[source]} answeredAt={answeredAt} />
      )}
      {found.state === 'found' ? (
        <Parts of={of} isBelow={isBelow} {...found} />
      ) : (
        <Alert
          status={source.snapshot.data ? 'info' : 'warning'}
          icon
          title={
            source.snapshot.data
              ? `There is no node ${of.node} in ${source.snapshot.title}`
              : `Nothing is known of ${of.node}`
          }
          description={
            source.snapshot.data
              ? 'It may have been removed from the cluster, or renamed.'
              : 'The cluster has not been read; why is said above.'
          }
        />
      )}
    </>
  );
}

interface PartsProps {
  of: NodeRef;
  isBelow?: boolean;
  source: SourceSnapshot<ProxmoxInventory>;
  row: NodeRow;
  inventory: ProxmoxInventory;
}

function Parts(props: PartsProps) {
  const { of, isBelow, source, row, inventory } = props;
  const { gaps } = source.snapshot;
  const isOld = row.lastKnownAt !== undefined;
  return (
    <>
      <NodeHeader row={row} isBelow={isBelow} />
      <PartTabs
        label={`Parts of ${of.node}`}
        parts={[
          {
            id: 'summary',
            title: 'Summary',
            content: (
              <>
                <NodeNow of={of} row={row} />
                <NodeCharts of={of} />
                <NodeRunning of={of} />
              </>
            ),
          },
          {
            id: 'guests',
            title: 'Guests',
            content: <NodeGuests source={source} node={of.node} />,
          },
          {
            id: 'storage',
            title: 'Storage & disks',
            content: (
              <>
                <NodeStorages
                  of={of}
                  source={source}
                  inventory={inventory}
                  isOld={isOld}
                />
                <NodeDisks of={of} />
              </>
            ),
          },
          {
            id: 'network',
            title: 'Network',
            content: <NodeNetwork of={of} />,
          },
          {
            id: 'system',
            title: 'System',
            content: (
              <>
                <NodeUpdates of={of} />
                <NodeSubscription of={of} />
                <NodeCertificates of={of} />
                <NodeServices of={of} />
              </>
            ),
          },
          {
            id: 'replication',
            title: 'Replication',
            content: <NodeReplication of={of} inventory={inventory} />,
          },
          {
            id: 'tasks',
            title: 'Tasks',
            content: (
              <>
                <NodeRunning of={of} />
                <NodeTasks of={of} inventory={inventory} />
              </>
            ),
          },
          {
            id: 'maintenance',
            title: 'Maintenance',
            content: (
              <Maintenance
                of={of}
                inventory={inventory}
                areGuestsUnread={gaps.some(({ path }) => path === 'guests')}
                isOld={isOld}
              />
            ),
          },
        ]}
      />
    </>
  );
}
