import { CellText, type ColumnConfig } from '@backstage/ui';
import { Age } from '@reverb256/backstage-plugin-infra-react';
import { fullness } from '@reverb256/backstage-plugin-proxmox-common';
import type { ReactElement } from 'react';
import { BytesCell, CpuCell, LinesCell, TextCell, UptimeCell } from '../table';
import styles from '../table/TablePage.module.css';
import { describeGuests, type NodeRow } from './nodeRows';
import { NodeStatus } from './NodeStatus';

const isDim = (row: NodeRow) =>
  row.lastKnownAt !== undefined || row.node.status !== 'online';

/** What an offline node had is not in use; of an online one that tells nothing it is unknown. */
const unlessOffline = (row: NodeRow, cell: ReactElement) =>
  row.node.status === 'offline' ? <TextCell text={undefined} isDim /> : cell;

function StatusCell({ row }: { row: NodeRow }) {
  const at = row.lastKnownAt;
  const { lastOnlineAt } = row.node;
  return (
    <LinesCell>
      <span>
        <NodeStatus node={row.node} isOld={at !== undefined} />
      </span>
      {at && (
        <span className={styles.small}>
          last known <Age at={at} isPlain />
        </span>
      )}
      {!at && lastOnlineAt && (
        <span className={styles.small}>
          last online <Age at={lastOnlineAt} isPlain />
        </span>
      )}
    </LinesCell>
  );
}

/** Lesser columns are left out where the window has no room for them. */
export function nodeColumns(options: {
  hasClusters: boolean;
  isAtLeast: (breakpoint: 'sm' | 'md' | 'lg' | 'xl') => boolean;
}): ColumnConfig<NodeRow>[] {
  const { hasClusters, isAtLeast } = options;
  const isPhone = !isAtLeast('sm');
  const describe = (row: NodeRow) => {
    if (hasClusters && !isAtLeast('md')) return row.clusterTitle;
    return isPhone ? undefined : row.node.ip;
  };
  return [
    {
      id: 'name',
      label: 'Node',
      isRowHeader: true,
      isSortable: true,
      defaultWidth: '2fr',
      minWidth: isPhone ? 104 : 140,
      cell: row => (
        <CellText
          title={row.node.name}
          description={describe(row)}
          color={isDim(row) ? 'secondary' : 'primary'}
        />
      ),
    },
    {
      id: 'cluster',
      label: 'Cluster',
      isSortable: true,
      isHidden: !hasClusters || !isAtLeast('md'),
      defaultWidth: '1.5fr',
      minWidth: 110,
      cell: row => <TextCell text={row.clusterTitle} isDim={isDim(row)} />,
    },
    {
      id: 'status',
      label: 'Status',
      isSortable: true,
      defaultWidth: '1.5fr',
      minWidth: isPhone ? 132 : 160,
      cell: row => <StatusCell row={row} />,
    },
    {
      id: 'cpu',
      label: 'CPU',
      isSortable: true,
      isHidden: isPhone,
      defaultWidth: '1.5fr',
      minWidth: 120,
      cell: row =>
        unlessOffline(
          row,
          <CpuCell
            label={`CPU of ${row.node.name}`}
            use={row.node.cpu}
            unit="thread"
          />,
        ),
    },
    {
      id: 'memory',
      label: 'Memory',
      isSortable: true,
      defaultWidth: '1.5fr',
      minWidth: isPhone ? 112 : 150,
      cell: row =>
        unlessOffline(
          row,
          <BytesCell
            label={`Memory of ${row.node.name}`}
            use={row.node.memory}
            limits={fullness.memory}
          />,
        ),
    },
    {
      id: 'disk',
      label: 'Root disk',
      isSortable: true,
      isHidden: !isAtLeast('md'),
      defaultWidth: '1.5fr',
      minWidth: 140,
      cell: row =>
        unlessOffline(
          row,
          <BytesCell
            label={`Root disk of ${row.node.name}`}
            use={row.node.rootDisk}
            limits={fullness.storage}
          />,
        ),
    },
    {
      id: 'uptime',
      label: 'Uptime',
      isSortable: true,
      isHidden: !isAtLeast('lg'),
      defaultWidth: '1fr',
      minWidth: 105,
      cell: row => <UptimeCell startedAt={row.node.startedAt} />,
    },
    {
      id: 'guests',
      label: 'Guests',
      isSortable: true,
      isHidden: !isAtLeast('md'),
      defaultWidth: '1fr',
      minWidth: 105,
      cell: row => (
        <TextCell text={describeGuests(row.guests)} isDim={isDim(row)} />
      ),
    },
    {
      id: 'version',
      label: 'Version',
      isSortable: true,
      isHidden: !isAtLeast('lg'),
      defaultWidth: '1fr',
      minWidth: 105,
      cell: row => (
        <TextCell text={row.version ?? 'unknown'} isDim={isDim(row)} />
      ),
    },
    {
      id: 'ha',
      label: 'HA',
      isSortable: true,
      // What matters of it, maintenance, is in the status already.
      isHidden: !isAtLeast('xl'),
      defaultWidth: '1fr',
      minWidth: 110,
      cell: row => <TextCell text={row.node.haState} isDim={isDim(row)} />,
    },
  ];
}
