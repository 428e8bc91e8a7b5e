import { BreadcrumbEntry, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Container,
  Link,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import {
  describePortalProblem,
  formatBytesOf,
  Meter,
  SnapshotNotices,
  SnapshotStatus,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
  type ProxmoxInventory,
  type ProxmoxStorage,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { useProxmoxSnapshots } from '../../api';
import styles from '../../nodes/page/node.module.css';
import { Facts, PartTabs } from '../../parts';
import { nodeRouteRef } from '../../routes';
import { describePlace, storageRows, type StorageRow } from '../storageRows';
import { StorageStatus } from '../StorageStatus';
import type { StorageRef } from '../useStorage';
import { StorageContent } from './StorageContent';
import { StorageGrowth } from './StorageGrowth';
import { StorageNodes } from './StorageNodes';

/** One storage: how full it is, was and will be, who sees it, and what is on it. */
export function StoragePage() {
  const { cluster = '', node = '', storage = '' } = useParams();
  const of = useMemo(
    () => ({ cluster, node, storage }),
    [cluster, node, storage],
  );
  return (
    <BreadcrumbEntry entry={{ label: storage, href: '' }}>
      <Container pt="2" pb="5">
        <div className={styles.page}>
          <Storage of={of} />
        </div>
      </Container>
    </BreadcrumbEntry>
  );
}

function Storage({ of }: { of: StorageRef }) {
  const { sources, answeredAt, problem } = useProxmoxSnapshots('inventory');
  const source = sources?.find(each => each.snapshot.source === of.cluster);
  const row = useMemo(
    () =>
      source &&
      answeredAt &&
      storageRows([source], answeredAt, problem).find(
        ({ storage, views }) =>
          storage.storage === of.storage && views.has(of.node),
      ),
    [answeredAt, of, problem, source],
  );
  const inventory = source?.snapshot.data;
  const isLoading = !sources || (source?.isLoading && !inventory);
  return (
    <>
      {problem && (
        <SnapshotStatus
          notice={describePortalProblem(problem, 'this storage')}
          lastKnownAt={sources && answeredAt?.toISOString()}
        />
      )}
      {source && answeredAt && (
        <SnapshotNotices sources={[source]} answeredAt={answeredAt} />
      )}
      {isLoading && !problem && (
        <>
          <VisuallyHidden role="status">Loading the storage</VisuallyHidden>
          <Skeleton width="100%" height={160} />
        </>
      )}
      {!isLoading && !row && (
        <Alert
          status={inventory ? 'info' : 'warning'}
          icon
          title={
            inventory
              ? `There is no storage ${of.storage} on ${of.node}`
              : `Nothing is known of ${of.storage}`
          }
          description="It may have been removed, or the address is an old one. What could not be read is said above."
        />
      )}
      {row && inventory && <Parts of={of} row={row} inventory={inventory} />}
    </>
  );
}

/** Through which node a storage is asked about: of a shared one, one that sees it, whichever the address names. */
function useSeat(of: StorageRef, { shared, node }: ProxmoxStorage): StorageRef {
  return useMemo(() => (shared ? { ...of, node } : of), [node, of, shared]);
}

function Parts(props: {
  of: StorageRef;
  row: StorageRow;
  inventory: ProxmoxInventory;
}) {
  const { row, inventory } = props;
  const { storage } = row;
  const of = useSeat(props.of, storage);
  const toNode = useRouteRef(nodeRouteRef);
  const nodeHref = storage.shared
    ? undefined
    : toNode?.({ cluster: of.cluster, node: storage.node });
  return (
    <>
      <header className={styles.names}>
        <h1 className={styles.name}>{storage.storage}</h1>
        <div className={styles.line}>
          <StorageStatus row={row} />
          {nodeHref ? (
            <span>
              local to <Link href={nodeHref}>{storage.node}</Link>
            </span>
          ) : (
            <span>{describePlace(row)}</span>
          )}
          <span className={styles.secondary}>in {row.clusterTitle}</span>
        </div>
      </header>
      <PartTabs
        label={`Parts of ${storage.storage}`}
        parts={[
          {
            id: 'summary',
            title: 'Summary',
            content: (
              <>
                <div className={styles.columns}>
                  <Meter
                    label="Use"
                    fraction={usedFraction(storage.use)}
                    limits={fullness.storage}
                    detail={
                      storage.use &&
                      formatBytesOf(
                        storage.use.usedBytes,
                        storage.use.totalBytes,
                      )
                    }
                  />
                  <Facts
                    facts={[
                      { name: 'Type', value: storage.type },
                      {
                        name: 'For',
                        value: storage.content.join(', ') || undefined,
                      },
                    ]}
                  />
                </div>
                <StorageGrowth of={of} />
                {storage.shared && (
                  <StorageNodes row={row} inventory={inventory} />
                )}
              </>
            ),
          },
          {
            id: 'content',
            title: 'Content',
            content: <StorageContent of={of} inventory={inventory} />,
          },
        ]}
      />
    </>
  );
}
