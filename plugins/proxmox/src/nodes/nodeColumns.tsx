import {
  BytesValue,
  CpuValue,
  LinesValue,
  TextValue,
  TitleValue,
  UptimeValue,
  type DataColumn,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
} from '@reverb256/backstage-plugin-proxmox-common';
import {
  CertificateCell,
  FactCell,
  isDim,
  StatusCell,
  unlessOffline,
  upSince,
  UpdatesCell,
} from './nodeCells';
import { describeDisks, describeSubscription } from './nodeFacts';
import { describeGuests, memoryFraction, type NodeRow } from './nodeRows';

const CLUSTER: DataColumn<NodeRow> = {
  id: 'cluster',
  label: 'Cluster',
  cell: row => <TextValue text={row.clusterTitle} isDim={isDim(row)} />,
  sortValue: row => row.clusterTitle,
  minWidth: 110,
  priority: 3,
};

const name = (hasClusters: boolean): DataColumn<NodeRow> => ({
  id: 'name',
  label: 'Node',
  cell: (row, shown) => (
    <TitleValue
      title={row.node.name}
      description={[
        ...(hasClusters && !shown.has('cluster') ? [row.clusterTitle] : []),
        ...(row.node.ip ? [row.node.ip] : []),
      ].join(' · ')}
      isDim={isDim(row)}
    />
  ),
  sortValue: row => row.node.name,
  minWidth: 104,
  grow: 1.5,
});

const REST: readonly DataColumn<NodeRow>[] = [
  {
    id: 'status',
    label: 'Status',
    cell: row => <StatusCell row={row} />,
    sortValue: row =>
      row.node.haState === 'maintenance' ? 'maintenance' : row.node.status,
    minWidth: 128,
  },
  {
    id: 'cpu',
    label: 'CPU',
    cell: row =>
      unlessOffline(
        row,
        <LinesValue isDim={isDim(row)}>
          <CpuValue
            label={`CPU of ${row.node.name}`}
            use={row.node.cpu}
            unit="thread"
          />
        </LinesValue>,
      ),
    sortValue: row => row.node.cpu?.fraction,
    minWidth: 116,
    priority: 2,
  },
  {
    id: 'memory',
    label: 'Memory',
    cell: row =>
      unlessOffline(
        row,
        <BytesValue
          label={`Memory of ${row.node.name}`}
          use={row.node.memory}
          limits={row.lastKnownAt ? undefined : fullness.memory}
          isDim={isDim(row)}
        />,
      ),
    sortValue: memoryFraction,
    minWidth: 112,
  },
  {
    id: 'disk',
    label: 'Root disk',
    cell: row =>
      unlessOffline(
        row,
        <BytesValue
          label={`Root disk of ${row.node.name}`}
          use={row.node.rootDisk}
          limits={row.lastKnownAt ? undefined : fullness.storage}
          isDim={isDim(row)}
        />,
      ),
    sortValue: row => usedFraction(row.node.rootDisk),
    minWidth: 130,
    priority: 6,
  },
  {
    id: 'guests',
    label: 'Guests',
    cell: row => (
      <TextValue text={describeGuests(row.guests)} isDim={isDim(row)} />
    ),
    sortValue: row => row.guests?.total,
    text: row => describeGuests(row.guests),
    minWidth: 112,
    priority: 2,
  },
  {
    id: 'uptime',
    label: 'Uptime',
    cell: row => <UptimeValue startedAt={upSince(row)} />,
    // The longer it is up, the earlier it started.
    sortValue: row => {
      const startedAt = upSince(row);
      return startedAt === undefined ? undefined : -Date.parse(startedAt);
    },
    text: upSince,
    minWidth: 112,
    priority: 5,
  },
  {
    id: 'version',
    label: 'Version',
    cell: row => (
      <TextValue text={row.version ?? 'unknown'} isDim={isDim(row)} />
    ),
    sortValue: row => row.version,
    minWidth: 112,
    priority: 5,
  },
  {
    id: 'updates',
    label: 'Updates',
    cell: row => <UpdatesCell row={row} />,
    sortValue: row => row.facts?.updates,
    minWidth: 120,
    priority: 3,
  },
  {
    id: 'disks',
    label: 'Disks',
    cell: row => <FactCell fact={describeDisks(row.facts)} row={row} />,
    sortValue: row =>
      row.facts?.failedDisks &&
      (row.facts.failedDisks.length > 0 ? -1 : row.facts.lifeLeftFraction ?? 1),
    text: row => describeDisks(row.facts).words,
    minWidth: 132,
    priority: 3,
  },
  {
    id: 'certificate',
    label: 'Certificate',
    cell: row => <CertificateCell row={row} />,
    sortValue: row => row.certificate && Date.parse(row.certificate.notAfter),
    text: row => row.certificate?.notAfter,
    minWidth: 132,
    priority: 4,
  },
  {
    id: 'subscription',
    label: 'Subscription',
    cell: row => (
      <FactCell
        fact={describeSubscription(row.facts?.subscription)}
        row={row}
      />
    ),
    sortValue: row => describeSubscription(row.facts?.subscription).words,
    minWidth: 132,
    priority: 7,
  },
  {
    id: 'tasks',
    label: 'Tasks',
    cell: row => (
      <TextValue
        text={
          row.runningTasks === undefined
            ? 'unknown'
            : `${row.runningTasks || 'none'} running`
        }
        isDim={isDim(row) || !row.runningTasks}
      />
    ),
    sortValue: row => row.runningTasks,
    minWidth: 112,
    priority: 6,
  },
  {
    id: 'ha',
    label: 'HA',
    // What matters of it, maintenance, is in the status already.
    cell: row => <TextValue text={row.node.haState} isDim={isDim(row)} />,
    sortValue: row => row.node.haState,
    minWidth: 100,
    priority: 8,
  },
];

/** The columns of the table of nodes; of one cluster alone its name is in no column. */
export const nodeColumns = {
  ofOneCluster: [name(false), ...REST],
  ofMany: [name(true), CLUSTER, ...REST],
} as const;
