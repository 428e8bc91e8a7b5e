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
import { useProxmoxSnapshots } from '../api';
import { GuestOperations } from '../guests/GuestOperations';
import type { GuestRow } from '../guests/guestRows';
import { PartTabs } from '../parts';
import { TaskHistory, useTaskDialogs } from '../tasks';
import { GuestAvailability } from './GuestAvailability';
import { GuestBackups } from './GuestBackups';
import { GuestCharts } from './GuestCharts';
import { GuestConfig } from './GuestConfig';
import { GuestHeader } from './GuestHeader';
import { GuestInside } from './GuestInside';
import { GuestNow } from './GuestNow';
import { GuestSnapshots } from './GuestSnapshots';
import styles from './guest.module.css';
import { useGuest, type GuestRef } from './useGuest';
import { useGuestPart } from './useGuestPart';

/** One guest: how it is, how it is configured, and what was and can be done with it. */
export function GuestPage() {
  const { cluster = '', type = '', vmid = '' } = useParams();
  const guest = `${type}/${vmid}`;
  const of = useMemo(() => ({ cluster, guest }), [cluster, guest]);
  return (
    <BreadcrumbEntry entry={{ label: vmid, href: '' }}>
      <Container pt="2" pb="5">
        <GuestView of={of} />
      </Container>
    </BreadcrumbEntry>
  );
}

/** All that is known of a guest, for its own page and for that of its entity. */
export function GuestView(props: {
  of: GuestRef;
  /** Where another heading stands above it. */
  isBelow?: boolean;
}) {
  return (
    <div className={styles.page}>
      <PortalNotice />
      <Guest {...props} />
    </div>
  );
}

function PortalNotice() {
  const { problem, sources, answeredAt } = useProxmoxSnapshots('inventory');
  if (!problem) return null;
  return (
    <SnapshotStatus
      notice={describePortalProblem(problem, 'this guest')}
      lastKnownAt={sources && answeredAt?.toISOString()}
    />
  );
}

function Guest({ of, isBelow }: { of: GuestRef; isBelow?: boolean }) {
  const found = useGuest(of);
  const { problem } = useProxmoxSnapshots('inventory');
  if (found.state === 'loading') {
    if (problem) return null;
    return (
      <>
        <VisuallyHidden role="status">Loading the guest</VisuallyHidden>
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
  if (found.state === 'not-there') {
    return (
      <NotThere of={of} source={found.source} isUnknown={found.isUnknown} />
    );
  }
  return <Parts of={of} isBelow={isBelow} {...found} />;
}

function NotThere(props: {
  of: GuestRef;
  source: SourceSnapshot<ProxmoxInventory>;
  isUnknown: boolean;
}) {
  const { of, source, isUnknown } = props;
  const { answeredAt } = useProxmoxSnapshots('inventory');
  return (
    <>
      {answeredAt && (
        <SnapshotNotices sources={[source]} answeredAt={answeredAt} />
      )}
      <Alert
        status={isUnknown ? 'warning' : 'info'}
        icon
        title={
          isUnknown
            ? `Nothing is known of ${of.guest}`
            : `There is no guest ${of.guest} in ${source.snapshot.title}`
        }
        description={
          isUnknown
            ? 'Not all guests of the cluster could be read; why is said above.'
            : 'It may have been removed, or you may not see it. The tasks of the cluster say what became of a guest.'
        }
      />
    </>
  );
}

interface PartsProps {
  of: GuestRef;
  isBelow?: boolean;
  source: SourceSnapshot<ProxmoxInventory>;
  row: GuestRow;
  inventory: ProxmoxInventory;
}

function Parts(props: PartsProps) {
  const { of, isBelow, source, row, inventory } = props;
  const { answeredAt } = useProxmoxSnapshots('inventory');
  const webUrl = useGuestPart(of, 'status').reading?.data?.webUrl;
  const sources = useMemo(() => [source], [source]);
  return (
    <GuestOperations sources={sources}>
      {answeredAt && (
        <SnapshotNotices sources={sources} answeredAt={answeredAt} />
      )}
      <GuestHeader
        row={row}
        inventory={inventory}
        webUrl={webUrl}
        isBelow={isBelow}
      />
      <PartTabs
        label={`Parts of ${row.name}`}
        parts={[
          {
            id: 'summary',
            title: 'Summary',
            content: (
              <>
                <div className={styles.columns}>
                  <GuestNow of={of} row={row} />
                  <GuestInside of={of} />
                </div>
                <GuestCharts of={of} />
              </>
            ),
          },
          {
            id: 'configuration',
            title: 'Configuration',
            content: <GuestConfig of={of} node={row.guest.node} />,
          },
          {
            id: 'snapshots',
            title: 'Snapshots',
            content: <GuestSnapshots of={of} row={row} />,
          },
          {
            id: 'backups',
            title: 'Backups',
            content: <GuestBackups of={of} />,
          },
          {
            id: 'availability',
            title: 'HA & replication',
            content: <GuestAvailability of={of} />,
          },
          {
            id: 'tasks',
            title: 'Tasks',
            content: <Tasks of={of} inventory={inventory} />,
          },
        ]}
      />
    </GuestOperations>
  );
}

function Tasks(props: { of: GuestRef; inventory: ProxmoxInventory }) {
  const { of, inventory } = props;
  const { open, dialogs } = useTaskDialogs();
  return (
    <>
      <TaskHistory
        title="Tasks of this guest"
        query={of}
        guests={inventory.guests}
        hidden="guest"
        onOpen={open}
      />
      {dialogs}
    </>
  );
}
