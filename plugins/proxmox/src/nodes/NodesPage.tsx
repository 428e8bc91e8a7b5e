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
import { nodeRows } from './nodeRows';
import { NodesTable } from './NodesTable';

/** The nodes of all clusters in one table. */
export function NodesPage() {
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
            <Nodes
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

function Nodes(props: {
  sources: readonly SourceSnapshot<ProxmoxInventory>[];
  answeredAt: Date;
  portal: PortalProblem | undefined;
}) {
  const { sources, answeredAt, portal } = props;
  const versions = useProxmoxSnapshots('versions').sources;
  const facts = useProxmoxSnapshots('node-facts').sources;
  const certificates = useProxmoxSnapshots('certificates').sources;
  const tasks = useProxmoxSnapshots('tasks').sources;
  const rows = useMemo(
    () =>
      nodeRows({
        sources,
        versions,
        facts,
        certificates,
        tasks,
        answeredAt,
        portal,
      }),
    [sources, versions, facts, certificates, tasks, answeredAt, portal],
  );
  const isLoading = sources.some(source => source.isLoading);
  const clusters = useMemo(
    () => clusterOptions(sources.map(({ snapshot }) => snapshot)),
    [sources],
  );
  return (
    <NodesTable
      rows={rows.length === 0 && isLoading ? undefined : rows}
      clusters={clusters}
    />
  );
}
