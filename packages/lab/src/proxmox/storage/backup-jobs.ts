import type { Cluster } from '../cluster.ts';
import type { GuestConfig } from '../model.ts';
import { DAY } from '../rhythm.ts';

/** A vzdump job of jobs.cfg, as the API lists it. */
export interface BackupJob {
  id: string;
  storage: string;
  schedule: string;
  /** Seconds after midnight, UTC, and on Sundays alone. */
  at: number;
  weekly: boolean;
  enabled: boolean;
  all?: boolean;
  pool?: string;
  vmid?: number[];
  exclude?: number[];
  /** How many of its backups are kept: of days, then of weeks. */
  keep: { daily: number; weekly: number };
  comment?: string;
}

export const BACKUP_JOBS: BackupJob[] = [
  {
    id: 'backup-nightly',
    storage: 'nas',
    schedule: '02:30',
    at: 2.5 * 3600,
    weekly: false,
    enabled: true,
    all: true,
    exclude: [150, 151, 240, 9001],
    keep: { daily: 7, weekly: 4 },
    comment: 'Everything to the NAS',
  },
  {
    id: 'backup-platform',
    storage: 'pbs',
    schedule: '21:00',
    at: 21 * 3600,
    weekly: false,
    enabled: true,
    pool: 'platform',
    keep: { daily: 14, weekly: 8 },
    comment: 'Platform, verified and elsewhere',
  },
  {
    id: 'backup-archive',
    storage: 'archive',
    schedule: 'sun 05:00',
    at: 5 * 3600,
    weekly: true,
    enabled: false,
    vmid: [150, 230],
    keep: { daily: 0, weekly: 2 },
  },
];

/** pve-manager VZDump.pm get_included_guests. */
export function includes(job: BackupJob, guest: GuestConfig): boolean {
  if (job.pool !== undefined) return guest.pool === job.pool;
  if (job.vmid) return job.vmid.includes(guest.vmid);
  return job.all === true && !job.exclude?.includes(guest.vmid);
}

/** When a job runs next, in seconds since 1970. */
export function nextRun(job: BackupJob, now: number): number {
  const today = Math.floor(now / DAY) * DAY + job.at;
  let next = today > now ? today : today + DAY;
  // The epoch began on a Thursday.
  while (job.weekly && (Math.floor(next / DAY) + 4) % 7 !== 0) next += DAY;
  return next;
}

/** pve-manager API2/Backup.pm index. */
export function jobRow(job: BackupJob, now: number): object {
  const { keep, vmid, exclude } = job;
  return {
    id: job.id,
    type: 'vzdump',
    enabled: job.enabled ? 1 : 0,
    schedule: job.schedule,
    storage: job.storage,
    mode: 'snapshot',
    compress: 'zstd',
    'notes-template': '{{guestname}}',
    'notification-mode': 'notification-system',
    ...(job.all && { all: 1 }),
    ...(job.pool && { pool: job.pool }),
    ...(vmid && { vmid: vmid.join(',') }),
    ...(exclude && { exclude: exclude.join(',') }),
    ...(job.comment && { comment: job.comment }),
    'prune-backups': {
      ...(keep.daily > 0 && { 'keep-daily': keep.daily }),
      ...(keep.weekly > 0 && { 'keep-weekly': keep.weekly }),
    },
    'next-run': nextRun(job, now),
  };
}

/**
 * Guests that no job includes. One that is disabled counts as well
 * (API2/Cluster/BackupInfo.pm get_included_vmids), so that a guest which is
 * backed up nowhere may be missing here.
 */
export function notBackedUp({ inventory }: Cluster): GuestConfig[] {
  return inventory.guests.filter(
    guest => !BACKUP_JOBS.some(job => includes(job, guest)),
  );
}
