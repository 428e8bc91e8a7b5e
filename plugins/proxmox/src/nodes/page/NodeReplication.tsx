import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  Age,
  formatCount,
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
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

type Job = Replication[number];

function State({ job }: { job: Job }) {
  const { enabled, running, failCount = 0, error } = job;
  if (!enabled) return <>disabled</>;
  if (error || failCount > 0) {
    return (
      <>
        <HealthBadge health="warning">
          {failCount > 0
            ? `failed ${formatCount(failCount, 'time')}`
            : 'failed'}
        </HealthBadge>
        {error && <div className={styles.small}>{error}</div>}
      </>
    );
  }
  return <>{running ? 'under way' : 'as it should be'}</>;
}

function jobColumns(guestCell: (job: Job) => ReactNode): PlainColumn<Job>[] {
  return [
    { id: 'guest', label: 'Guest', cell: guestCell },
    {
      id: 'way',
      label: 'From, to',
      cell: ({ source, target }) => `${source ?? 'unknown'} → ${target}`,
    },
    { id: 'when', label: 'When', cell: ({ schedule }) => schedule ?? '–' },
    { id: 'state', label: 'State', cell: job => <State job={job} /> },
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
      }),
    [guestHref, inventory.guests, of.cluster],
  );
  return (
    <ReadingView
      title="Replication"
      subject="the replication of this node"
      reading={useNodePart(of, 'replication')}
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
