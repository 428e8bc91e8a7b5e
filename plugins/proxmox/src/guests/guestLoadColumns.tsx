import {
  BytesValue,
  CpuValue,
  formatBytes,
  formatBytesOf,
  formatPercent,
  TextValue,
  UptimeValue,
  type DataColumn,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { GuestRow } from './guestRows';

const isDim = (row: GuestRow) => row.lastKnownAt !== undefined;

/** Load and uptime say something only while a guest runs, and somebody can see it. */
const isLive = (row: GuestRow) => !isDim(row) && row.guest.status === 'running';

export const cpu: DataColumn<GuestRow> = {
  id: 'cpu',
  label: 'CPU',
  minWidth: 100,
  grow: 1.2,
  priority: 2,
  cell: row =>
    isLive(row) ? (
      <CpuValue label={`CPU of ${row.name}`} use={row.guest.cpu} unit="core" />
    ) : (
      <TextValue text={undefined} isDim />
    ),
  sortValue: row => (isLive(row) ? row.guest.cpu?.fraction : undefined),
  text: row =>
    isLive(row) && row.guest.cpu
      ? formatPercent(row.guest.cpu.fraction)
      : undefined,
};

export const memory: DataColumn<GuestRow> = {
  id: 'memory',
  label: 'Memory',
  // `512 MiB of 32 GiB` stays one line.
  minWidth: 138,
  grow: 1.4,
  priority: 2,
  cell: row => {
    const use = row.guest.memory;
    return isLive(row) ? (
      <BytesValue label={`Memory of ${row.name}`} use={use} />
    ) : (
      <TextValue text={use && formatBytes(use.totalBytes)} isDim />
    );
  },
  sortValue: row => (isLive(row) ? usedFraction(row.guest.memory) : undefined),
  text: row => {
    const use = row.guest.memory;
    if (!use) return undefined;
    return isLive(row)
      ? formatBytesOf(use.usedBytes, use.totalBytes)
      : formatBytes(use.totalBytes);
  },
};

export const disk: DataColumn<GuestRow> = {
  id: 'disk',
  label: 'Disk',
  minWidth: 138,
  grow: 1.2,
  priority: 6,
  cell: row => {
    const use = row.guest.disk;
    if (isLive(row) && use?.usedBytes !== undefined) {
      const { usedBytes, totalBytes } = use;
      return (
        <BytesValue
          label={`Disk of ${row.name}`}
          use={{ usedBytes, totalBytes }}
          limits={fullness.storage}
        />
      );
    }
    return (
      <TextValue text={use && formatBytes(use.totalBytes)} isDim={isDim(row)} />
    );
  },
  sortValue: row => row.guest.disk?.totalBytes,
  text: ({ guest: { disk: use } }) => use && formatBytes(use.totalBytes),
};

const startedAt = (row: GuestRow) =>
  isLive(row) ? row.guest.startedAt : undefined;

export const uptime: DataColumn<GuestRow> = {
  id: 'uptime',
  label: 'Uptime',
  // `364 d 23 h` and `17 h 11 min`, and the heading with its arrow, have to fit.
  minWidth: 112,
  grow: 0.8,
  priority: 5,
  cell: row => <UptimeValue startedAt={startedAt(row)} />,
  // The longer it is up, the earlier it started.
  sortValue: row => {
    const since = startedAt(row);
    return since === undefined ? undefined : -Date.parse(since);
  },
  text: startedAt,
};
