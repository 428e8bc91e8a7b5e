import { Container } from '@backstage/ui';
import {
  SnapshotNotices,
  SnapshotsAge,
  SnapshotsView,
  type PortalProblem,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { useProxmoxSnapshots } from '../api';
import { NoClusters } from '../NoClusters';
import { clusterOptions } from '../table';
import styles from '../table/TablePage.module.css';
import { storageRows } from './storageRows';
import { StoragesTable } from './StoragesTable';

/** The storages of all clusters in one table. */
export function StoragesPage() {
  const result = useProxmoxSnapshots('inventory');
  return (
    <Container pt="2" pb="5">
      <SnapshotsView
        result={result}
        subject="the Proxmox clusters"
        noSources={<NoClusters />}
      >
        {(sources, answeredAt) => (
          <div className={styles.page}>
            <SnapshotNotices sources={sources} answeredAt={answeredAt} />
            <SnapshotsAge sources={sources} />
            <Storages
              sources={sources}
              answeredAt={answeredAt}
              portal={result.problem}
            />
          </div>
        )}
      </SnapshotsView>
    </Container>
  );
}

function Storages(props: {
  sources: readonly SourceSnapshot<ProxmoxInventory>[];
  answeredAt: Date;
  portal: PortalProblem | undefined;
}) {
  const { sources, answeredAt, portal } = props;
  const rows = useMemo(
    () => storageRows(sources, answeredAt, portal),
    [sources, answeredAt, portal],
  );
  const clusters = useMemo(
    () => clusterOptions(sources.map(({ snapshot }) => snapshot)),
    [sources],
  );
  const isLoading = sources.some(source => source.isLoading);
  const isUnknown = sources.some(
    ({ snapshot }) =>
      !snapshot.data || snapshot.gaps.some(({ path }) => path === 'storages'),
  );
  return (
    <StoragesTable
      rows={rows.length === 0 && isLoading ? undefined : rows}
      clusters={clusters}
      isUnknown={isUnknown}
    />
  );
}
