import { Text } from '@backstage/ui';
import {
  Age,
  DataTable,
  FilterSelect,
  formatBytes,
  LinesValue,
  ReadingView,
  TableToolbar,
  TextValue,
  TitleValue,
  useUrlFilters,
  type DataColumn,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxInventory,
  StorageContent as Content,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { PlainTable, type PlainColumn } from '../../parts';
import { useStorageContent, type StorageRef } from '../useStorage';
import { kindTitle, sumKinds, type KindSum } from './contentSums';
import { StorageSeats } from './StorageSeats';
import styles from '../../nodes/page/node.module.css';

const kindColumns: PlainColumn<KindSum>[] = [
  { id: 'kind', label: 'What', cell: ({ kind }) => kindTitle(kind) },
  {
    id: 'count',
    label: 'Volumes',
    isNumber: true,
    cell: ({ count }) => count.toLocaleString('en'),
  },
  {
    id: 'size',
    label: 'Size',
    isNumber: true,
    cell: ({ bytes }) => formatBytes(bytes),
  },
];

/** What is on a storage, whose disks they are, and each volume. */
export function StorageContent(props: {
  of: StorageRef;
  inventory: ProxmoxInventory;
}) {
  const { of, inventory } = props;
  return (
    <ReadingView
      title="Content"
      subject="the content of this storage"
      reading={useStorageContent(of)}
      isEmpty={({ volumes }) => volumes.length === 0}
      empty={
        <Text color="secondary">
          Nothing that you may see is on it, as {of.node} sees it.
        </Text>
      }
    >
      {content => (
        <div className={styles.stack}>
          <PlainTable
            label="Content by kind"
            columns={kindColumns}
            rows={sumKinds(content.volumes)}
            keyOf={({ kind }) => kind}
          />
          <StorageSeats of={of} content={content} inventory={inventory} />
          <Volumes of={of} content={content} />
        </div>
      )}
    </ReadingView>
  );
}

type Row = Content['volumes'][number] & { id: string };

const volumeColumns: readonly DataColumn<Row>[] = [
  {
    id: 'volume',
    label: 'Volume',
    cell: row => (
      <TitleValue title={row.volume} description={row.notes ?? row.format} />
    ),
    sortValue: row => row.volume,
    minWidth: 160,
    grow: 2,
  },
  {
    id: 'kind',
    label: 'What',
    cell: row => <TextValue text={kindTitle(row.content)} />,
    sortValue: row => kindTitle(row.content),
    minWidth: 120,
    priority: 2,
  },
  {
    id: 'guest',
    label: 'Guest',
    cell: row => <TextValue text={row.vmid} />,
    sortValue: row => row.vmid && Number(row.vmid),
    minWidth: 70,
    priority: 3,
  },
  {
    id: 'size',
    label: 'Size',
    cell: row => (
      <TextValue
        text={
          row.sizeBytes === undefined ? 'unknown' : formatBytes(row.sizeBytes)
        }
      />
    ),
    sortValue: row => row.sizeBytes,
    minWidth: 80,
  },
  {
    id: 'created',
    label: 'Made',
    cell: row => (
      <LinesValue>
        <span>{row.createdAt ? <Age at={row.createdAt} isPlain /> : '–'}</span>
      </LinesValue>
    ),
    sortValue: row => row.createdAt,
    minWidth: 90,
    priority: 2,
  },
  {
    id: 'protected',
    label: 'Protected',
    cell: row => <TextValue text={row.protected ? 'protected' : undefined} />,
    sortValue: row => Number(row.protected),
    minWidth: 90,
    priority: 4,
  },
];

const filterKeys = ['kind'] as const;

function Volumes({ of, content }: { of: StorageRef; content: Content }) {
  const filters = useUrlFilters(filterKeys);
  const { kind } = filters.values;
  const rows = useMemo(
    () => content.volumes.map(each => ({ ...each, id: each.volume })),
    [content],
  );
  const filter = useMemo(
    () => (row: Row) => kind === '' || row.content === kind,
    [kind],
  );
  const options = useMemo(
    () =>
      sumKinds(content.volumes).map(sum => ({
        value: sum.kind,
        label: kindTitle(sum.kind),
      })),
    [content],
  );
  return (
    <>
      <TableToolbar>
        <FilterSelect
          label="Show"
          all="All volumes"
          value={kind}
          options={options}
          onChange={value => filters.set('kind', value)}
        />
      </TableToolbar>
      <DataTable
        id="proxmox-volumes"
        label="Volumes"
        noun="volume"
        columns={volumeColumns}
        rows={rows}
        filter={filter}
        onClearFilter={filters.clear}
        defaultSort={{ column: 'size', direction: 'descending' }}
        sortParameter={false}
        exportName={`volumes-${of.storage}`}
        emptyState={<Text color="secondary">There are no volumes.</Text>}
      />
    </>
  );
}
