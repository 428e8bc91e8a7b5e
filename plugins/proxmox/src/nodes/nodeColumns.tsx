import { Cell, CellText, type ColumnConfig } from '@backstage/ui';
import { Age, Meter } from '@reverb256/backstage-plugin-infra-react';
import { fullness } from '@reverb256/backstage-plugin-proxmox-common';
import { BytesCell, LinesCell, TextCell, UptimeCell } from '../table';
import styles from '../table/TablePage.module.css';
import type { NodeRow } from './nodeRows';
import { NodeStatus } from './NodeStatus';

const isDim = (row: NodeRow) =>
  row.lastKnownAt !== undefined || row.node.status !== 'online';

function StatusCell({ row }: { row: NodeRow }) {
  const at = row.lastKnownAt;
  const { lastOnlineAt } = row.node;
  return (
    <LinesCell>
      <span>
        <NodeStatus node={row.node} />
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

/**
 * @param width - of the window, as breakpoints: lesser columns are left out where there is no room for them
 */
export function nodeColumns(options: {
  hasClusters: boolean;
  isAtLeast: (breakpoint: 'sm' | 'md' | 'lg') => boolean;
}): ColumnConfig<NodeRow>[] {
  const { hasClusters, isAtLeast } = options;
  const isPhone = !isAtLeast('sm');
  return [
    {
      id: 'name',
      label: 'Node',
      isRowHeader: true,
      isSortable: true,
      defaultWidth: '2fr',
      minWidth: isPhone ? 110 : 140,
      cell: row => (
        <CellText
          title={row.node.name}
          description={
            hasClusters && !isAtLeast('md') ? row.clusterTitle : row.node.ip
          }
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
      minWidth: isPhone ? 118 : 140,
      cell: row => <StatusCell row={row} />,
    },
    {
      id: 'cpu',
      label: 'CPU',
      isSortable: true,
      isHidden: isPhone,
      defaultWidth: '1.5fr',
      minWidth: 120,
      cell: row => (
        <Cell>
          <div className={styles.cell}>
            <Meter
              label={`CPU of ${row.node.name}`}
              fraction={row.node.cpu?.fraction}
              isCompact
            />
            {row.node.cpu && (
              <span className={styles.small}>{row.node.cpu.cores} threads</span>
            )}
          </div>
        </Cell>
      ),
    },
    {
      id: 'memory',
      label: 'Memory',
      isSortable: true,
      defaultWidth: '1.5fr',
      minWidth: isPhone ? 100 : 150,
      cell: row => (
        <BytesCell
          label={`Memory of ${row.node.name}`}
          use={row.node.memory}
          limits={fullness.memory}
        />
      ),
    },
    {
      id: 'disk',
      label: 'Root disk',
      isSortable: true,
      isHidden: !isAtLeast('md'),
      defaultWidth: '1.5fr',
      minWidth: 140,
      cell: row => (
        <BytesCell
          label={`Root disk of ${row.node.name}`}
          use={row.node.rootDisk}
          limits={fullness.storage}
        />
      ),
    },
    {
      id: 'uptime',
      label: 'Uptime',
      isSortable: true,
      isHidden: !isAtLeast('lg'),
      defaultWidth: '1fr',
      minWidth: 100,
      cell: row => <UptimeCell startedAt={row.node.startedAt} />,
    },
    {
      id: 'guests',
      label: 'Guests running',
      isSortable: true,
      isHidden: !isAtLeast('md'),
      defaultWidth: '1fr',
      minWidth: 110,
      cell: row => (
        <TextCell
          text={
            row.guests
              ? `${row.guests.running} of ${row.guests.total}`
              : 'unknown'
          }
          isDim={isDim(row)}
        />
      ),
    },
    {
      id: 'version',
      label: 'Version',
      isSortable: true,
      isHidden: !isAtLeast('lg'),
      defaultWidth: '1fr',
      minWidth: 90,
      cell: row => (
        <TextCell text={row.version ?? 'unknown'} isDim={isDim(row)} />
      ),
    },
    {
      id: 'ha',
      label: 'HA',
      isSortable: true,
      isHidden: !isAtLeast('lg'),
      defaultWidth: '1fr',
      minWidth: 110,
      cell: row => <TextCell text={row.node.haState} isDim={isDim(row)} />,
    },
  ];
}
