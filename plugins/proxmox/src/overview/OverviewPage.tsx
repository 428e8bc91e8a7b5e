import { Card, Container, Skeleton } from '@backstage/ui';
import { SnapshotsView } from '@reverb256/backstage-plugin-infra-react';
import { useProxmoxSnapshots } from '../api';
import { NoClusters } from '../NoClusters';
import { ClusterCard } from './ClusterCard';
import styles from './OverviewPage.module.css';

/** All clusters at a glance: one card each. */
export function OverviewPage() {
  const inventories = useProxmoxSnapshots('inventory');
  const versions = useProxmoxSnapshots('versions');
  return (
    <Container pt="2" pb="5">
      <SnapshotsView
        result={inventories}
        subject="the Proxmox clusters"
        skeleton={<Skeleton width="100%" height={320} />}
        noSources={<NoClusters />}
      >
        {(sources, answeredAt) => (
          <div className={styles.clusters}>
            {sources.map(source => (
              <Card key={source.snapshot.source} className={styles.card}>
                <ClusterCard
                  source={source}
                  versions={versions.sources?.find(
                    v => v.snapshot.source === source.snapshot.source,
                  )}
                  answeredAt={answeredAt}
                  portal={inventories.problem}
                />
              </Card>
            ))}
          </div>
        )}
      </SnapshotsView>
    </Container>
  );
}
