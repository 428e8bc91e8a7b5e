import type { Cluster } from './cluster.ts';
import { ownedVolumes } from './guest-config.ts';
import type { ReplicationStatus } from './replication.ts';

/** The log of the last run (pve-guest-common Replication.pm). */
export function replicationLog(
  { seed }: Cluster,
  status: ReplicationStatus,
): string[] {
  const { job, guest, lastTry, error, duration, lastSync } = status;
  const at = (after: number) =>
    new Date((lastTry + after) * 1000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
  const line = (after: number, text: string) =>
    `${at(after)} ${job.id}: ${text}`;
  const volumes = ownedVolumes(seed, guest).map(({ volid }) => volid);
  const snapshot = `__replicate_${job.id}_${lastTry}__`;
  const before = `__replicate_${job.id}_${lastTry - job.every}__`;
  const kind = guest.type === 'qemu' ? 'VM' : 'CT';
  const begin = [
    line(0, 'start replication job'),
    line(
      0,
      `guest => ${kind} ${guest.vmid}, running => ${
        guest.status === 'stopped' ? 0 : 1
      }`,
    ),
    line(0, `volumes => ${volumes.join(',')}`),
  ];
  if (error && lastSync !== lastTry) {
    return [
      ...begin,
      line(duration, `end replication job with error: ${error}`),
    ];
  }
  return [
    ...begin,
    line(1, 'freeze guest filesystem'),
    ...volumes.map(volid =>
      line(1, `create snapshot '${snapshot}' on ${volid}`),
    ),
    line(1, 'thaw guest filesystem'),
    line(
      1,
      `using secure transmission, rate limit: ${
        job.rate ? `${job.rate} MByte/s` : 'none'
      }`,
    ),
    ...volumes.map(volid =>
      line(2, `incremental sync '${volid}' (${before} => ${snapshot})`),
    ),
    ...volumes.map(volid =>
      line(
        duration,
        `delete previous replication snapshot '${before}' on ${volid}`,
      ),
    ),
    line(duration, 'end replication job'),
  ];
}
