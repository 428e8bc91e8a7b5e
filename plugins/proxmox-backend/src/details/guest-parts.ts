import type {
  GuestBackups,
  GuestSnapshots,
  GuestStatusDetails,
  ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  GuestStatusRow,
  SnapshotRow,
  StorageContentRow,
} from '@reverb256/backstage-plugin-proxmox-node';
import { startedAt } from '../inventory/load';
import { instant, words } from './instant';

/** A guest as its node sees it. */
export function toGuestStatus(
  row: GuestStatusRow,
  now: Date,
): GuestStatusDetails {
  const isRunning = row.status === 'running';
  return {
    // QEMU's word is the finer one: of a machine that is paused Proxmox says that it runs.
    status: (isRunning && words(row.qmpstatus)) || row.status,
    lock: words(row.lock),
    startedAt: isRunning ? startedAt(row.uptime, undefined, now) : undefined,
    runningMachine: words(row['running-machine']),
    runningQemu: words(row['running-qemu']),
    agentEnabled: row.agent,
    ha: {
      managed: row.ha?.managed ?? false,
      state: words(row.ha?.state),
    },
  };
}

/** By what Proxmox names the guest as it is now, among its snapshots. */
const CURRENT = 'current';

/** The snapshots of a guest, and on which of them it runs. */
export function toSnapshots(
  type: ProxmoxGuest['type'],
  rows: readonly SnapshotRow[],
): GuestSnapshots {
  return {
    snapshots: rows
      .filter(row => row.name !== CURRENT)
      .map(row => ({
        name: row.name,
        parent: words(row.parent),
        createdAt: instant(row.snaptime),
        description: words(row.description),
        withMemory: type === 'qemu' && (row.vmstate ?? false),
      })),
    currentParent: words(rows.find(row => row.name === CURRENT)?.parent),
  };
}

/** The storage that a volume is on. */
const storageOf = (volid: string) => volid.split(':')[0];

/** The backups of a guest, the newest first. */
export function toBackups(
  rows: readonly StorageContentRow[],
): GuestBackups['backups'] {
  return rows
    .flatMap(row => {
      const createdAt = instant(row.ctime);
      // What has no time is no backup as Proxmox makes them.
      if (!createdAt) return [];
      return [
        {
          volume: row.volid,
          storage: storageOf(row.volid),
          createdAt,
          sizeBytes: row.size,
          notes: words(row.notes),
          protected: row.protected ?? false,
          encrypted: row.encrypted === undefined ? undefined : true,
          verification: words(row.verification?.state),
        },
      ];
    })
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
