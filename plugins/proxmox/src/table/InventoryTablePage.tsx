import { Container } from '@backstage/ui';
import {
  SnapshotNotices,
  SnapshotsAge,
  SnapshotsView,
  type PortalProblem,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo, type ComponentType } from 'react';
import { useProxmoxSnapshots } from '../api';
import { NoClusters } from '../NoClusters';
import { clusterOptions } from './clusterOptions';
import styles from './TablePage.module.css';

/** What a table over all clusters is made of. */
export interface InventoryTableProps {
  sources: readonly SourceSnapshot<ProxmoxInventory>[];
  answeredAt: Date;
  /** Why the portal itself gives nothing newer. */
  portal: PortalProblem | undefined;
  /** The clusters, as choices of a filter. */
  clusters: readonly { value: string; label: string }[];
  /** Whether a cluster is still on its way to this page for the first time. */
  isLoading: boolean;
}

/** Whether there may be more than was read: a cluster was never read, or what is meant was left out of its answer. */
export const isPartUnknown = (
  sources: InventoryTableProps['sources'],
  path: 'guests' | 'storages',
) =>
  sources.some(
    ({ snapshot }) =>
      !snapshot.data || snapshot.gaps.some(gap => gap.path === path),
  );

function Framed(
  props: Omit<InventoryTableProps, 'clusters' | 'isLoading'> & {
    table: ComponentType<InventoryTableProps>;
  },
) {
  const { table: Table, sources, ...rest } = props;
  const clusters = useMemo(
    () => clusterOptions(sources.map(({ snapshot }) => snapshot)),
    [sources],
  );
  return (
    <div className={styles.page}>
      <SnapshotNotices sources={sources} answeredAt={rest.answeredAt} />
      <SnapshotsAge sources={sources} />
      <Table
        {...rest}
        sources={sources}
        clusters={clusters}
        isLoading={sources.some(source => source.isLoading)}
      />
    </div>
  );
}

/** The frame of a page that shows something of all clusters in one table. */
export function InventoryTablePage(props: {
  /** The same component at each render. */
  table: ComponentType<InventoryTableProps>;
}) {
  const result = useProxmoxSnapshots('inventory');
  return (
    <Container pt="2" pb="5">
      <SnapshotsView
        result={result}
        subject="the Proxmox clusters"
        noSources={<NoClusters />}
      >
        {(sources, answeredAt) => (
          <Framed
            table={props.table}
            sources={sources}
            answeredAt={answeredAt}
            portal={result.problem}
          />
        )}
      </SnapshotsView>
    </Container>
  );
}
