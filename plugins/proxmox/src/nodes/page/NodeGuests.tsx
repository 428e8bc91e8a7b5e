import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  BytesValue,
  CpuValue,
  DataTable,
  TextValue,
  TitleValue,
  type DataColumn,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import {
  usedFraction,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useCallback, useMemo } from 'react';
import { useProxmoxSnapshots } from '../../api';
import { guestRows, typeWord, type GuestRow } from '../../guests/guestRows';
import { GuestStatus } from '../../guests/GuestStatus';
import { guestRouteRef } from '../../routes';
import styles from './node.module.css';

const isLive = (row: GuestRow) =>
  row.lastKnownAt === undefined && row.guest.status === 'running';

const columns: readonly DataColumn<GuestRow>[] = [
  {
    id: 'name',
    label: 'Guest',
    cell: row => (
      <TitleValue
        title={row.name}
        description={`${typeWord(row.guest)} · ${row.guest.vmid}`}
        isDim={row.lastKnownAt !== undefined}
      />
    ),
    sortValue: row => row.name,
    minWidth: 150,
    grow: 1.5,
  },
  {
    id: 'status',
    label: 'Status',
    cell: row => <GuestStatus row={row} />,
    sortValue: row => row.guest.status,
    minWidth: 130,
  },
  {
    id: 'cpu',
    label: 'CPU',
    cell: row =>
      isLive(row) ? (
        <CpuValue
          label={`CPU of ${row.name}`}
          use={row.guest.cpu}
          unit="core"
        />
      ) : (
        <TextValue text={undefined} isDim />
      ),
    sortValue: row => (isLive(row) ? row.guest.cpu?.fraction : undefined),
    minWidth: 110,
    priority: 2,
  },
  {
    id: 'memory',
    label: 'Memory',
    cell: row =>
      isLive(row) ? (
        <BytesValue label={`Memory of ${row.name}`} use={row.guest.memory} />
      ) : (
        <TextValue text={undefined} isDim />
      ),
    sortValue: row =>
      isLive(row) ? usedFraction(row.guest.memory) : undefined,
    minWidth: 130,
    priority: 2,
  },
  {
    id: 'ha',
    label: 'HA',
    cell: row => <TextValue text={row.guest.haState ?? 'not managed'} />,
    sortValue: row => row.guest.haState,
    minWidth: 100,
    priority: 3,
  },
];

/** The guests on a node, with their load; those that may not be read are said to be unknown. */
export function NodeGuests(props: {
  source: SourceSnapshot<ProxmoxInventory>;
  node: string;
}) {
  const { source, node } = props;
  const { answeredAt, problem } = useProxmoxSnapshots('inventory');
  const rows = useMemo(
    () =>
      answeredAt &&
      guestRows([source], answeredAt, problem).filter(
        row => row.guest.node === node,
      ),
    [answeredAt, node, problem, source],
  );
  const guestHref = useRouteRef(guestRouteRef);
  const getHref = useCallback(
    ({ cluster, guest }: GuestRow) =>
      guestHref?.({ cluster, type: guest.type, vmid: guest.vmid }) ?? '',
    [guestHref],
  );
  const isUnknown = source.snapshot.gaps.some(({ path }) => path === 'guests');
  return (
    <section className={styles.stack} aria-labelledby="node-guests">
      <h2 id="node-guests" className={styles.heading}>
        Guests
      </h2>
      <DataTable
        id="proxmox-node-guests"
        label="Guests of this node"
        noun="guest"
        columns={columns}
        rows={rows}
        defaultSort={{ column: 'name', direction: 'ascending' }}
        sortParameter={false}
        getHref={getHref}
        emptyState={
          <Text color="secondary">
            {isUnknown
              ? 'Which guests there are could not be read; why is said above.'
              : 'No guest that you may see is on this node.'}
          </Text>
        }
      />
    </section>
  );
}
