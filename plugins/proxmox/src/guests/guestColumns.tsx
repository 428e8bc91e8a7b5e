import {
  Cell,
  CellText,
  Column,
  VisuallyHidden,
  type ColumnConfig,
} from '@backstage/ui';
import { RiBox3Line, RiComputerLine } from '@remixicon/react';
import { formatBytes } from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  type ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';
import { BytesCell, CpuCell, LinesCell, TextCell, UptimeCell } from '../table';
import styles from '../table/TablePage.module.css';
import { GuestMenu } from './GuestMenu';
import { GuestRun } from './GuestRun';
import { typeWord, type GuestRow } from './guestRows';
import { GuestStatus } from './GuestStatus';

const isDim = (row: GuestRow) => row.lastKnownAt !== undefined;

/** Load and uptime say something only while a guest runs, and somebody can see it. */
const isLive = (row: GuestRow) => !isDim(row) && row.guest.status === 'running';

function NameCell(props: { row: GuestRow; hasNode: boolean }) {
  const { row, hasNode } = props;
  const { guest } = row;
  const parts = [typeWord(guest), guest.vmid, ...(hasNode ? [guest.node] : [])];
  const Icon = guest.type === 'qemu' ? RiComputerLine : RiBox3Line;
  return (
    <CellText
      title={row.name}
      description={parts.join(' · ')}
      color={isDim(row) ? 'secondary' : 'primary'}
      leadingIcon={hasNode ? undefined : <Icon aria-hidden size={16} />}
    />
  );
}

function LoadCell({ row }: { row: GuestRow }) {
  return isLive(row) ? (
    <CpuCell label={`CPU of ${row.name}`} use={row.guest.cpu} unit="core" />
  ) : (
    <TextCell text={undefined} isDim />
  );
}

function MemoryCell({ row }: { row: GuestRow }) {
  const { memory } = row.guest;
  if (isLive(row)) {
    return <BytesCell label={`Memory of ${row.name}`} use={memory} />;
  }
  return <TextCell text={memory && formatBytes(memory.totalBytes)} isDim />;
}

function DiskCell({ row }: { row: GuestRow }) {
  const { disk } = row.guest;
  if (isLive(row) && disk?.usedBytes !== undefined) {
    return (
      <BytesCell
        label={`Disk of ${row.name}`}
        use={{ usedBytes: disk.usedBytes, totalBytes: disk.totalBytes }}
        limits={fullness.storage}
      />
    );
  }
  return (
    <TextCell text={disk && formatBytes(disk.totalBytes)} isDim={isDim(row)} />
  );
}

function TagsCell({ guest }: { guest: ProxmoxGuest }) {
  return (
    <LinesCell>
      <span className={styles.line} title={guest.tags.join(', ')}>
        {guest.tags.map(tag => (
          <span key={tag} className={styles.tag}>
            {tag}
          </span>
        ))}
      </span>
    </LinesCell>
  );
}

/** Lesser columns are left out where the window has no room for them. */
export function guestColumns(options: {
  hasClusters: boolean;
  /** Whether the person is offered to change anything. */
  hasActions: boolean;
  isAtLeast: (breakpoint: 'sm' | 'md' | 'lg' | 'xl') => boolean;
}): ColumnConfig<GuestRow>[] {
  const { hasClusters, hasActions, isAtLeast } = options;
  const hasNodeColumn = isAtLeast('sm');
  const columns: ColumnConfig<GuestRow>[] = [
    {
      id: 'name',
      label: 'Guest',
      isRowHeader: true,
      defaultWidth: '2.2fr',
      minWidth: hasNodeColumn ? 170 : 150,
      cell: row => <NameCell row={row} hasNode={!hasNodeColumn} />,
    },
    {
      id: 'status',
      label: 'Status',
      defaultWidth: '1.6fr',
      minWidth: hasNodeColumn ? 150 : 140,
      cell: row => (
        <Cell>
          <GuestStatus row={row} />
          <GuestRun row={row} />
        </Cell>
      ),
    },
    {
      id: 'cluster',
      label: 'Cluster',
      isHidden: !hasClusters || !isAtLeast('md'),
      defaultWidth: '1.2fr',
      minWidth: 100,
      cell: row => <TextCell text={row.clusterTitle} isDim={isDim(row)} />,
    },
    {
      id: 'node',
      label: 'Node',
      isHidden: !hasNodeColumn,
      defaultWidth: '1fr',
      minWidth: 90,
      cell: row => <TextCell text={row.guest.node} isDim={isDim(row)} />,
    },
    {
      id: 'cpu',
      label: 'CPU',
      isHidden: !isAtLeast('sm'),
      defaultWidth: '1.2fr',
      minWidth: 110,
      cell: row => <LoadCell row={row} />,
    },
    {
      id: 'memory',
      label: 'Memory',
      isHidden: !isAtLeast('sm'),
      defaultWidth: '1.4fr',
      minWidth: 140,
      cell: row => <MemoryCell row={row} />,
    },
    {
      id: 'disk',
      label: 'Disk',
      isHidden: !isAtLeast('lg'),
      defaultWidth: '1.2fr',
      // `512 MiB of 32 GiB` stays one line.
      minWidth: 132,
      cell: row => <DiskCell row={row} />,
    },
    {
      id: 'uptime',
      label: 'Uptime',
      isHidden: !isAtLeast('md'),
      // `364 d 23 h` and `17 h 11 min`, and the header with its arrow, have to fit.
      defaultWidth: '1.1fr',
      minWidth: 120,
      cell: row => (
        <UptimeCell startedAt={isLive(row) ? row.guest.startedAt : undefined} />
      ),
    },
    {
      id: 'tags',
      label: 'Tags',
      isHidden: !isAtLeast('lg'),
      defaultWidth: '0.9fr',
      minWidth: 96,
      cell: row => <TagsCell guest={row.guest} />,
    },
    {
      id: 'pool',
      label: 'Pool',
      isHidden: !isAtLeast('xl'),
      defaultWidth: '1fr',
      minWidth: 80,
      cell: row => <TextCell text={row.guest.pool} isDim={isDim(row)} />,
    },
    {
      id: 'ha',
      label: 'HA',
      isHidden: !isAtLeast('lg'),
      defaultWidth: '0.8fr',
      minWidth: 80,
      cell: row => <TextCell text={row.guest.haState} isDim={isDim(row)} />,
    },
  ];
  return [
    ...columns.map(column => ({ ...column, isSortable: true })),
    {
      id: 'actions',
      label: 'Actions',
      isHidden: !hasActions,
      header: () => (
        <Column id="actions" width={56}>
          <VisuallyHidden>Actions</VisuallyHidden>
        </Column>
      ),
      cell: row => (
        <Cell>
          <GuestMenu row={row} />
        </Cell>
      ),
    },
  ];
}
