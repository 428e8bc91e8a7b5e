import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { HealthIcon } from '@reverb256/backstage-plugin-infra-react';
import type { Health } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxInventory,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';
import { Fragment, type ReactNode } from 'react';
import { guestsRouteRef, nodesRouteRef } from '../routes';
import styles from './ClusterFacts.module.css';
import {
  countVersions,
  type ClusterSummary,
  type GuestCounts,
} from './summarizeCluster';

interface ClusterFactsProps {
  /** The name of the source. */
  cluster: string;
  inventory: ProxmoxInventory;
  summary: ClusterSummary;
  versions?: ProxmoxVersions;
  /** Whether this is only what was last known. */
  isOld: boolean;
}

/** Quorum, nodes, guests and versions of a cluster in words and numbers. */
export function ClusterFacts(props: ClusterFactsProps) {
  const { cluster, inventory, summary, versions, isOld } = props;
  const { nodesOnline, nodesTotal, guests } = summary;
  const nodesPath = useRouteRef(nodesRouteRef)?.() ?? '';
  const guestsPath = useRouteRef(guestsRouteRef)?.() ?? '';
  const inCluster = `cluster=${encodeURIComponent(cluster)}`;
  const quorum = quorumOf(inventory);
  // What was well when last seen is not known to be so now.
  const well: Health = isOld ? 'unknown' : 'ok';
  return (
    <dl className={styles.facts}>
      <Fact label="Quorum" health={quorum.health ?? well}>
        {quorum.word}
      </Fact>
      <Fact
        label="Nodes online"
        health={nodesOnline < nodesTotal ? 'critical' : well}
      >
        <Link href={`${nodesPath}?${inCluster}`} variant="body-large">
          {`${nodesOnline} of ${nodesTotal}`}
        </Link>
      </Fact>
      <Fact label="Guests" health={guests ? undefined : 'unknown'}>
        {guests ? (
          <Guests counts={guests} path={`${guestsPath}?${inCluster}`} />
        ) : (
          'unknown'
        )}
      </Fact>
      <Versions versions={versions} nodesTotal={nodesTotal} />
    </dl>
  );
}

function Fact(props: {
  label: string;
  health?: Health;
  note?: string;
  children: ReactNode;
}) {
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{props.label}</dt>
      <dd className={styles.value}>
        {props.health && <HealthIcon health={props.health} />}
        <span className={styles.words}>{props.children}</span>
      </dd>
      {props.note && <dd className={styles.note}>{props.note}</dd>}
    </div>
  );
}

/** Without a health where all is well. */
function quorumOf(inventory: ProxmoxInventory): {
  word: string;
  health?: Health;
} {
  const { quorate, standalone } = inventory.cluster;
  if (standalone) return { word: 'single node' };
  if (quorate === undefined) return { word: 'unknown', health: 'unknown' };
  return quorate ? { word: 'quorate' } : { word: 'lost', health: 'critical' };
}

function Guests({ counts, path }: { counts: GuestCounts; path: string }) {
  const parts = [
    { count: counts.running, word: 'running', status: 'running' },
    { count: counts.stopped, word: 'stopped', status: 'stopped' },
    { count: counts.other, word: 'other', status: 'other' },
    { count: counts.lastKnown, word: 'last known', status: 'last-known' },
  ].filter(({ count, word }) => count > 0 || word === 'running');
  return (
    <>
      {parts.map(({ count, word, status }, index) => (
        <Fragment key={status}>
          {index > 0 && <span className={styles.dot}> · </span>}
          <Link href={`${path}&status=${status}`} variant="body-large">
            {`${count.toLocaleString('en')} ${word}`}
          </Link>
        </Fragment>
      ))}
    </>
  );
}

function Versions(props: { versions?: ProxmoxVersions; nodesTotal: number }) {
  const counts = countVersions(props.versions);
  const known = counts.reduce((sum, [, nodes]) => sum + nodes, 0);
  const isPart = known > 0 && known < props.nodesTotal;
  const note = isPart
    ? `${known} of ${props.nodesTotal} nodes known`
    : undefined;
  if (counts.length === 0) {
    return (
      <Fact label="Version" health="unknown">
        unknown
      </Fact>
    );
  }
  return (
    <Fact
      label="Version"
      health={counts.length > 1 ? 'warning' : undefined}
      note={note}
    >
      {counts
        .map(([version, nodes]) =>
          counts.length > 1 ? `${version} (${nodes})` : version,
        )
        .join(', ')}
    </Fact>
  );
}
