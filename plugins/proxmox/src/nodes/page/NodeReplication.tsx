import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  Age,
  HealthBadge,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxInventory,
  Replication,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo, type ReactNode } from 'react';
import { PlainTable, type PlainColumn } from '../../parts';
import { guestRouteRef } from '../../routes';
import styles from './node.module.css';
import { replicationState } from './replicationState';
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

type Job = Replication[number];

function State({ job, readAt }: { job: Job; readAt: string | undefined }) {
  const { health, word } = replicationState(job, readAt);
  if (health === undefined) return <>{word}</>;
  return (
    <>
      <HealthBadge health={health}>{word}</HealthBadge>
      {job.error && <div className={styles.small}>{job.error}</div>}
    </>
  );
}

function jobColumns(
  guestCell: (job: Job) => ReactNode,
  readAt: string | undefined,
): PlainColumn<Job>[] {
  return [
    { id: 'guest', label: 'Guest', cell: guestCell },
    {
      id: 'way',
      label: 'From, to',
      cell: ({ source, target }) => `${source ?? 'unknown'} → ${target}`,
    },
    { id: 'when', label: 'When', cell: ({ schedule }) => schedule ?? '–' },
    {
      id: 'state',
      label: 'State',
      cell: job => <State job={job} readAt={readAt} />,
    },
    {
      id: 'last',
      label: 'Last copy',
      cell: ({ lastSyncAt }) =>
        lastSyncAt ? (
          <Age at={lastSyncAt} isPlain />
        ) : (
          'never, as far as is known'
        ),
    },
  ];
}

/** The replication jobs that a node takes part in. */
export function NodeReplication(props: {
  of: NodeRef;
  inventory: ProxmoxInventory;
}) {
  const { of, inventory } = props;
  const guestHref = useRouteRef(guestRouteRef);
  const reading = useNodePart(of, 'replication');
  const readAt = reading.reading?.collectedAt;
  const columns = useMemo(
    () =>
      jobColumns(({ vmid, id }) => {
        const guest = Object.values(inventory.guests).find(
          each => each.vmid === vmid,
        );
        const href =
          guest && guestHref?.({ cluster: of.cluster, type: guest.type, vmid });
        const name = guest?.name ?? vmid;
        return (
          <>
            {href ? <Link href={href}>{name}</Link> : name}
            <div className={styles.small}>job {id}</div>
          </>
        );
      }, readAt),
    [guestHref, inventory.guests, of.cluster, readAt],
  );
  return (
    <ReadingView
      title="Replication"
      subject="the replication of this node"
      reading={reading}
      isEmpty={jobs => jobs.length === 0}
      empty={
        <Text color="secondary">
          No replication job copies disks from this node.
        </Text>
      }
    >
      {jobs => (
        <PlainTable
          label="Replication jobs"
          columns={columns}
          rows={jobs}
          keyOf={({ id }) => id}
        />
      )}
    </ReadingView>
  );
}
