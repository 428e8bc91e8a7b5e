import { Card, Container, Skeleton, Text } from '@backstage/ui';
import {
  SnapshotView,
  SnapshotsAge,
  SnapshotsView,
} from '@reverb256/backstage-plugin-infra-react';
import { useProxmoxSnapshots } from '../api';
import { NoClusters } from '../NoClusters';
import styles from './AccessPage.module.css';
import { ClusterAccess } from './ClusterAccess';
import { Endpoints } from './Endpoints';

/** What the portal's tokens may do on each cluster, and what for. */
export function AccessPage() {
  const result = useProxmoxSnapshots('privileges');
  return (
    <Container pt="2" pb="5">
      <SnapshotsView
        result={result}
        subject="the privileges of the portal’s tokens"
        skeleton={<Skeleton width="100%" height={320} />}
        noSources={<NoClusters />}
      >
        {(sources, answeredAt) => (
          <div className={styles.clusters}>
            <Text as="p" variant="body-medium" color="secondary">
              What the portal can show and do is what its tokens may do in
              Proxmox VE. Who may do what in the portal is decided besides, by
              roles.
            </Text>
            <SnapshotsAge sources={sources} />
            {sources.map(source => (
              <Card key={source.snapshot.source} className={styles.card}>
                <h2 className={styles.title}>{source.snapshot.title}</h2>
                <Endpoints cluster={source.snapshot.source} />
                <SnapshotView source={source} answeredAt={answeredAt}>
                  {privileges => <ClusterAccess privileges={privileges} />}
                </SnapshotView>
              </Card>
            ))}
          </div>
        )}
      </SnapshotsView>
    </Container>
  );
}
