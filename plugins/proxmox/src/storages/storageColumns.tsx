import {
  BytesValue,
  formatBytes,
  TextValue,
  TitleValue,
  type DataColumn,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
} from '@reverb256/backstage-plugin-proxmox-common';
import { GrowthCell } from './GrowthCell';
import type { KnownGrowths } from './KnownGrowths';
import { describePlace, storageState, type StorageRow } from './storageRows';
import { StorageStatus } from './StorageStatus';

const isDim = (row: StorageRow) =>
  row.lastKnownAt !== undefined || storageState(row).health === 'unknown';

function freeOf({ storage: { use } }: StorageRow) {
  if (!use) return undefined;
  const bytes = Math.max(0, use.totalBytes - use.usedBytes);
  return { bytes, text: formatBytes(bytes) };
}

/** What has no column of its own stands below the name. */
function describe(
  row: StorageRow,
  shown: ReadonlySet<string>,
  hasClusters: boolean,
): string {
  const { storage, clusterTitle } = row;
  return [
    ...(shown.has('place') ? [] : [describePlace(row)]),
    ...(hasClusters && !shown.has('cluster') ? [clusterTitle] : []),
    ...(shown.has('type') || !storage.type ? [] : [storage.type]),
  ].join(' · ');
}

const name = (hasClusters: boolean): DataColumn<StorageRow> => ({
  id: 'name',
  label: 'Storage',
  cell: (row, shown) => (
    <TitleValue
      title={row.storage.storage}
      description={describe(row, shown, hasClusters)}
      isDim={isDim(row)}
    />
  ),
  sortValue: row => row.storage.storage,
  minWidth: 104,
  grow: 1.5,
});

const CLUSTER: DataColumn<StorageRow> = {
  id: 'cluster',
  label: 'Cluster',
  cell: row => <TextValue text={row.clusterTitle} isDim={isDim(row)} />,
  sortValue: row => row.clusterTitle,
  minWidth: 110,
  priority: 4,
};

const rest = (growths: KnownGrowths): readonly DataColumn<StorageRow>[] => [
  {
    id: 'place',
    label: 'Where',
    cell: row => <TextValue text={describePlace(row)} isDim={isDim(row)} />,
    sortValue: describePlace,
    minWidth: 152,
    priority: 2,
  },
  {
    id: 'state',
    label: 'State',
    cell: row => <StorageStatus row={row} />,
    sortValue: row => storageState(row).word,
    minWidth: 128,
  },
  {
    id: 'use',
    label: 'Use',
    cell: row => (
      <BytesValue
        label={`Use of ${row.storage.storage}`}
        use={row.storage.use}
        limits={fullness.storage}
        isDim={isDim(row)}
      />
    ),
    sortValue: row => usedFraction(row.storage.use),
    minWidth: 112,
    grow: 1.2,
  },
  {
    id: 'free',
    label: 'Free',
    cell: row => <TextValue text={freeOf(row)?.text} isDim={isDim(row)} />,
    sortValue: row => freeOf(row)?.bytes,
    minWidth: 90,
    isOptional: true,
  },
  {
    id: 'full',
    label: 'Estimated full',
    // It is not sorted by: of rows that nobody has looked at nothing is known.
    cell: row => <GrowthCell row={row} growths={growths} />,
    text: row => growths.textOf(row),
    minWidth: 164,
    priority: 2,
  },
  {
    id: 'type',
    label: 'Type',
    cell: row => (
      <TextValue text={row.storage.type ?? 'unknown'} isDim={isDim(row)} />
    ),
    sortValue: row => row.storage.type,
    minWidth: 90,
    priority: 3,
  },
  {
    id: 'content',
    label: 'For',
    cell: row => (
      <TextValue
        text={row.storage.content.join(', ') || undefined}
        isDim={isDim(row)}
      />
    ),
    sortValue: row => row.storage.content.join(', '),
    minWidth: 140,
    priority: 5,
  },
];

/** The columns of the table of storages; of one cluster alone its name is in no column. */
export const storageColumns = (options: {
  hasClusters: boolean;
  growths: KnownGrowths;
}): readonly DataColumn<StorageRow>[] => [
  name(options.hasClusters),
  ...(options.hasClusters ? [CLUSTER] : []),
  ...rest(options.growths),
];
