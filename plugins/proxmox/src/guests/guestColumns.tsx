import { RiBox3Line, RiComputerLine } from '@remixicon/react';
import {
  formatBytes,
  LinesValue,
  TextValue,
  TitleValue,
  type DataColumn,
} from '@reverb256/backstage-plugin-infra-react';
import { cpu, disk, memory, uptime } from './guestLoadColumns';
import { GuestRun } from './GuestRun';
import { typeWord, type GuestRow } from './guestRows';
import { GuestStatus } from './GuestStatus';
import { GuestTags } from './GuestTags';

const isDim = (row: GuestRow) => row.lastKnownAt !== undefined;

/** Something of which only a word is shown, and sorted by. */
const textColumn = (
  of: Pick<DataColumn<GuestRow>, 'id' | 'label' | 'minWidth'> &
    Partial<DataColumn<GuestRow>>,
  wordOf: (row: GuestRow) => string | undefined,
): DataColumn<GuestRow> => ({
  cell: row => <TextValue text={wordOf(row)} isDim={isDim(row)} />,
  sortValue: wordOf,
  ...of,
});

const name: DataColumn<GuestRow> = {
  id: 'name',
  label: 'Guest',
  // On a phone the status still has its place beside it.
  minWidth: 130,
  grow: 2.2,
  cell: (row, shown) => {
    const { guest } = row;
    const Icon = guest.type === 'qemu' ? RiComputerLine : RiBox3Line;
    const words = [
      ...(shown.has('type') ? [] : [typeWord(guest)]),
      ...(shown.has('id') ? [] : [guest.vmid]),
      ...(shown.has('node') ? [] : [guest.node]),
    ];
    return (
      <TitleValue
        title={row.name}
        description={words.join(' · ')}
        icon={<Icon aria-hidden size={16} />}
        isDim={isDim(row)}
      />
    );
  },
  sortValue: row => row.name,
};

const status: DataColumn<GuestRow> = {
  id: 'status',
  label: 'Status',
  minWidth: 116,
  grow: 1.6,
  cell: row => (
    <>
      <GuestStatus row={row} />
      <GuestRun row={row} />
    </>
  ),
  sortValue: row =>
    row.lastKnownAt ? `${row.guest.status} last known` : row.guest.status,
};

const tags: DataColumn<GuestRow> = {
  id: 'tags',
  label: 'Tags',
  minWidth: 120,
  grow: 1.4,
  priority: 3,
  cell: row => <GuestTags tags={row.guest.tags} />,
  sortValue: row => row.guest.tags.join(' ') || undefined,
};

const addresses: DataColumn<GuestRow> = {
  id: 'addresses',
  label: 'Addresses',
  minWidth: 130,
  isOptional: true,
  cell: row => {
    const [first, ...rest] = row.addresses;
    return (
      <LinesValue isDim={isDim(row)}>
        <span title={row.addresses.join(', ')}>{first ?? '–'}</span>
        {rest.length > 0 && <span>and {rest.length} more</span>}
      </LinesValue>
    );
  },
  sortValue: row => row.addresses[0],
  text: row => row.addresses.join(' ') || undefined,
};

const cores = (row: GuestRow) => row.guest.cpu?.cores;
const memorySize = (row: GuestRow) => row.guest.memory?.totalBytes;

/** What can be shown of guests; the columns at the end are there for those who choose them. */
export function guestColumns(options: {
  hasClusters: boolean;
}): DataColumn<GuestRow>[] {
  return [
    name,
    status,
    textColumn(
      {
        id: 'cluster',
        label: 'Cluster',
        minWidth: 100,
        priority: 4,
        isOptional: !options.hasClusters,
      },
      row => row.clusterTitle,
    ),
    textColumn(
      { id: 'node', label: 'Node', minWidth: 90, priority: 2 },
      row => row.guest.node,
    ),
    cpu,
    memory,
    disk,
    uptime,
    tags,
    textColumn(
      { id: 'pool', label: 'Pool', minWidth: 84, priority: 7 },
      row => row.guest.pool,
    ),
    textColumn(
      { id: 'ha', label: 'HA', minWidth: 84, grow: 0.8, priority: 4 },
      row => row.guest.haState,
    ),
    textColumn(
      { id: 'id', label: 'ID', minWidth: 76, grow: 0.6, isOptional: true },
      row => row.guest.vmid,
    ),
    textColumn(
      { id: 'type', label: 'Type', minWidth: 100, isOptional: true },
      row => typeWord(row.guest),
    ),
    addresses,
    textColumn(
      { id: 'lock', label: 'Lock', minWidth: 90, isOptional: true },
      row => row.guest.lock,
    ),
    {
      id: 'cores',
      label: 'Cores',
      minWidth: 80,
      grow: 0.6,
      isOptional: true,
      cell: row => (
        <TextValue text={cores(row)?.toString()} isDim={isDim(row)} />
      ),
      sortValue: cores,
    },
    {
      id: 'memory-size',
      label: 'Memory size',
      minWidth: 124,
      grow: 0.8,
      isOptional: true,
      cell: row => {
        const size = memorySize(row);
        return (
          <TextValue
            text={size === undefined ? undefined : formatBytes(size)}
            isDim={isDim(row)}
          />
        );
      },
      sortValue: memorySize,
      textUnit: 'bytes',
    },
  ];
}
