import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Age,
  HealthBadge,
  HealthReasons,
  SnapshotView,
  type PortalProblem,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxInventory,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import { clusterVerdict, isClusterOld } from '../clusterVerdict';
import { findingsRouteRef } from '../routes';
import { Capacity } from './Capacity';
import styles from './ClusterCard.module.css';
import { ClusterFacts } from './ClusterFacts';
import { NodeStrip } from './NodeStrip';
import { summarizeCluster } from './summarizeCluster';

interface ClusterCardProps {
  source: SourceSnapshot<ProxmoxInventory>;
  versions?: SourceSnapshot<ProxmoxVersions>;
  answeredAt: Date;
  portal?: PortalProblem;
}

/** One cluster: how it is and why, then what it is made of. */
export function ClusterCard(props: ClusterCardProps) {
  const { source, answeredAt, portal } = props;
  const { snapshot } = source;
  const findingsPath = useRouteRef(findingsRouteRef)?.();
  const versions = props.versions?.snapshot.data;
  const verdict = clusterVerdict(source, versions, answeredAt, portal);
  const isOld = isClusterOld(source, answeredAt, portal);
  // What is the matter with the read itself is said by its notice.
  const reasons = verdict.reasons.filter(
    ({ code }) => !/^(source|gap|portal)-/.test(code),
  );
  return (
    <section className={styles.card} aria-label={`Cluster ${snapshot.title}`}>
      <header className={styles.header}>
        <h2 className={styles.title} title={snapshot.title}>
          {snapshot.title}
        </h2>
        <HealthBadge health={verdict.health} />
        {snapshot.collectedAt && (
          <span className={styles.age}>
            read <Age at={snapshot.collectedAt} />
          </span>
        )}
      </header>
      <SnapshotView source={source} answeredAt={answeredAt}>
        {inventory => {
          const summary = summarizeCluster(inventory, snapshot.gaps);
          return (
            <>
              <HealthReasons reasons={reasons} href={findingsPath} />
              <ClusterFacts
                cluster={snapshot.source}
                inventory={inventory}
                summary={summary}
                versions={versions}
                isOld={isOld}
              />
              <Capacity
                cluster={snapshot.source}
                inventory={inventory}
                areStoragesKnown={summary.areStoragesKnown}
              />
              <NodeStrip
                cluster={snapshot.source}
                inventory={inventory}
                isOld={isOld}
              />
            </>
          );
        }}
      </SnapshotView>
    </section>
  );
}
