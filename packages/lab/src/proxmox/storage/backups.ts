import { hash } from '../../random.ts';
import type { Cluster } from '../cluster.ts';
import { nodeRanAt } from '../history/past.ts';
import { guestBackup } from '../load.ts';
import type { GuestConfig, StorageConfig } from '../model.ts';
import { DAY } from '../rhythm.ts';
import { encodeUpid } from '../tasks/upid.ts';
import { BACKUP_JOBS, includes, type BackupJob } from './backup-jobs.ts';

/** Of guests that were added in thousands fewer backups are kept. */
const KEEP_GROWN = { daily: 2, weekly: 0 };

/** The days, as seconds at midnight, whose backup by a job is still there. */
function keptDays(job: BackupJob, guest: GuestConfig, now: number): number[] {
  const { daily, weekly } = guest.vmid < 10_000 ? job.keep : KEEP_GROWN;
  const last = Math.floor((now - job.at) / DAY) * DAY;
  const isSunday = (day: number) => (day / DAY + 4) % 7 === 0;
  const days: number[] = [];
  for (let day = last; days.length < daily; day -= DAY) days.push(day);
  let day = last - daily * DAY;
  for (let week = 0; week < weekly; day -= DAY) {
    if (!isSunday(day)) continue;
    days.push(day);
    week += 1;
  }
  return days;
}

const stamp = (time: number) => new Date(time * 1000).toISOString();

/** `vzdump-qemu-100-2026_11_24-02_31_12.vma.zst` */
function fileName(guest: GuestConfig, time: number): string {
  const at = stamp(time)
    .slice(0, 19)
    .replace('T', '-')
    .replaceAll(':', '_')
    .replace(/^(\d+)-(\d+)-(\d+)/, '$1_$2_$3');
  const ending = guest.type === 'qemu' ? 'vma.zst' : 'tar.zst';
  return `vzdump-${guest.type}-${guest.vmid}-${at}.${ending}`;
}

function archive(
  storage: StorageConfig,
  guest: GuestConfig,
  time: number,
  size: number,
): Record<string, unknown> {
  const common = {
    content: 'backup',
    ctime: time,
    size,
    subtype: guest.type,
    vmid: guest.vmid,
    notes: guest.name,
  };
  if (storage.type !== 'pbs') {
    const ending = guest.type === 'qemu' ? 'vma.zst' : 'tar.zst';
    return {
      volid: `${storage.storage}:backup/${fileName(guest, time)}`,
      format: ending,
      ...common,
    };
  }
  const kind = guest.type === 'qemu' ? 'vm' : 'ct';
  return {
    volid: `${storage.storage}:backup/${kind}/${guest.vmid}/${stamp(time).slice(
      0,
      19,
    )}Z`,
    format: `pbs-${kind}`,
    ...common,
  };
}

/** Verified the night after, nearly always well; the newest not yet. */
function verification(
  seed: number,
  guest: GuestConfig,
  time: number,
  now: number,
): object {
  if (now - time < 0.6 * DAY) return {};
  const starttime = Math.floor(time / DAY) * DAY + DAY + 3600;
  const isBad = hash(seed, guest.vmid, time) > 0.985;
  const upid = encodeUpid({
    node: 'pbs',
    pid: 800 + Math.floor(hash(seed, guest.vmid, 97) * 4000),
    pstart: 0x7a12,
    starttime,
    type: 'verify',
    id: 'main',
    user: 'root@pam',
  });
  return { verification: { state: isBad ? 'failed' : 'ok', upid } };
}

function backupsBy(
  cluster: Cluster,
  job: BackupJob,
  storage: StorageConfig,
  guest: GuestConfig,
): Record<string, unknown>[] {
  const { seed, clock } = cluster;
  const now = clock.seconds();
  const node = cluster.node(guest.node);
  const { at, bytes } = guestBackup(seed, guest);
  // Each guest has its turn after the job's beginning, as it reads its disks.
  const turn = job.at + at - 2.5 * 3600;
  return keptDays(job, guest, now)
    .map(day => Math.floor(day + turn))
    .filter(time => time < now - 600 && time > guest.createdAt)
    .filter(time => node !== undefined && nodeRanAt(cluster, node, time))
    .filter(time => hash(seed, guest.vmid + 95, time) < 0.98)
    .map(time => {
      const size = Math.floor(
        bytes * (0.45 + 0.05 * hash(seed, guest.vmid, time)),
      );
      return {
        ...archive(storage, guest, time, size),
        ...(storage.type === 'pbs' && {
          ...verification(seed, guest, time, now),
          encrypted: '8c:0e:31:5f:77:d0:42:1b',
        }),
      };
    });
}

/** Kept by hand, and out of pruning's reach. */
function keptByHand(
  cluster: Cluster,
  storage: StorageConfig,
  guest: GuestConfig,
): Record<string, unknown>[] {
  if (storage.storage !== 'nas' || ![240, 221].includes(guest.vmid)) return [];
  const time = cluster.birth - 180 * DAY;
  const size = Math.floor(guest.maxdisk * 0.12);
  return [
    {
      ...archive(storage, guest, time, size),
      notes:
        guest.vmid === 240 ? 'Before it was switched off' : 'PostgreSQL 16',
      protected: 1,
    },
  ];
}

/** The backups of a guest on a storage, the newest first; none from nights when its node was off. */
export function backupsOf(
  cluster: Cluster,
  storage: StorageConfig,
  guest: GuestConfig,
): Record<string, unknown>[] {
  const jobs = BACKUP_JOBS.filter(
    job =>
      job.enabled && job.storage === storage.storage && includes(job, guest),
  );
  return [
    ...jobs.flatMap(job => backupsBy(cluster, job, storage, guest)),
    ...keptByHand(cluster, storage, guest),
  ];
}
