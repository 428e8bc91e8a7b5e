import { hash, hashText } from '../random.ts';
import type { Cluster } from './cluster.ts';
import type { GuestConfig } from './model.ts';
import { DAY } from './rhythm.ts';

/** A job of replication.cfg. Where it goes follows the guest: from its node to the other. */
interface Job {
  id: string;
  guest: number;
  nodes: [string, string];
  schedule: string;
  /** Seconds between two runs. */
  every: number;
  rate?: number;
  comment?: string;
  disable?: boolean;
  /** Its runs fail since so many days before the lab was born. */
  failingDays?: number;
}

const JOBS: Job[] = [
  {
    id: '212-0',
    guest: 212,
    nodes: ['forge', 'nexus'],
    schedule: '*/15',
    every: 900,
    failingDays: 2.2,
  },
  {
    id: '220-0',
    guest: 220,
    nodes: ['nexus', 'forge'],
    schedule: '*/30',
    every: 1800,
    disable: true,
    comment: 'paused while the repository is cleaned up',
  },
  {
    id: '221-0',
    guest: 221,
    nodes: ['nexus', 'forge'],
    schedule: '*/15',
    every: 900,
    rate: 50,
    comment: 'the database, a quarter of an hour old at most',
  },
];

/** A job as it stands: what it is, and how its last runs went. */
export interface ReplicationStatus {
  job: Job;
  guest: GuestConfig;
  source: string;
  target: string;
  lastTry: number;
  lastSync: number;
  failCount: number;
  error?: string;
  /** Seconds that the last run took. */
  duration: number;
  nextSync: number;
}

/** Since when runs fail, and with what; undefined where they do not. */
function failure(
  cluster: Cluster,
  job: Job,
  target: string,
): { since: number; error: string } | undefined {
  const said = cluster.hosts.replication.get(job.id);
  if (said)
    return said.error ? { since: said.since, error: said.error } : undefined;
  const down = cluster.outage(target);
  if (down) {
    const ip = cluster.node(target)?.ip;
    const error = `command '/usr/bin/ssh -e none -o 'BatchMode=yes' root@${ip} -- pvesr prepare-local-job ${job.id}' failed: exit code 255`;
    return { since: down.since, error };
  }
  if (job.failingDays === undefined) return undefined;
  return {
    since: cluster.birth - job.failingDays * DAY,
    error: `zfs error: cannot create snapshot 'tank/guests/subvol-${job.guest}-disk-0@__replicate_${job.id}': pool I/O is currently suspended`,
  };
}

/** pve-guest-common ReplicationState.pm job_status: after a failure later and later, half an hour at most. */
function retries(since: number, now: number): { count: number; last: number } {
  let count = 0;
  let last = since;
  for (let next = since; next <= now; ) {
    count += 1;
    last = next;
    if (count > 3) {
      const more = Math.floor((now - next) / 1800);
      return { count: count + more, last: next + more * 1800 };
    }
    next += 300 * count;
  }
  return { count, last };
}

function statusOf(cluster: Cluster, job: Job): ReplicationStatus | undefined {
  const guest = cluster.guest(job.guest);
  if (!guest) return undefined;
  const now = cluster.clock.seconds();
  const { every } = job;
  const source = guest.node;
  const target = job.nodes.find(node => node !== source) ?? job.nodes[0];
  const turn = (time: number) => Math.floor(time / every) * every + 1;
  const duration = 2 + 7 * hash(cluster.seed, hashText(job.id), turn(now));
  const common = { job, guest, source, target };
  if (job.disable) {
    const paused = turn(cluster.birth - 6 * DAY);
    return {
      ...common,
      lastTry: paused,
      lastSync: paused,
      failCount: 0,
      duration,
      nextSync: turn(paused) + every,
    };
  }
  const failed = failure(cluster, job, target);
  if (!failed || turn(failed.since) + every > now) {
    const last = turn(now);
    return {
      ...common,
      lastTry: last,
      lastSync: last,
      failCount: 0,
      duration,
      nextSync: last + every,
    };
  }
  const first = turn(failed.since) + every;
  const { count, last } = retries(first, now);
  // While the other node is away nothing is planned.
  const isAway = !cluster.isOnline(target);
  return {
    ...common,
    lastTry: last,
    lastSync: first - every,
    failCount: count,
    error: failed.error,
    duration: 3.4,
    nextSync: isAway ? 0 : last + 60 * (count <= 3 ? 5 * count : 30),
  };
}

/** All jobs by their ids. */
export function replicationJobs(cluster: Cluster): ReplicationStatus[] {
  return JOBS.map(job => statusOf(cluster, job)).filter(
    status => status !== undefined,
  );
}

/** The node that has a copy of a guest's disks. */
export function replicaOf(cluster: Cluster, vmid: number): string | undefined {
  const job = JOBS.find(({ guest }) => guest === vmid);
  return job && statusOf(cluster, job)?.target;
}

/** replication.cfg's entry (pve-manager API2/ReplicationConfig.pm). */
export function jobRow({ job, source, target }: ReplicationStatus): object {
  return {
    id: job.id,
    type: 'local',
    guest: job.guest,
    jobnum: Number(job.id.split('-')[1]),
    source,
    target,
    schedule: job.schedule,
    ...(job.rate && { rate: job.rate }),
    ...(job.comment && { comment: job.comment }),
    ...(job.disable && { disable: 1 }),
  };
}

/** The entry with its state (pve-manager API2/Replication.pm extract_job_status). */
export function jobStatusRow(status: ReplicationStatus): object {
  return {
    ...jobRow(status),
    vmtype: status.guest.type,
    next_sync: status.nextSync,
    last_sync: status.lastSync,
    last_try: status.lastTry,
    fail_count: status.failCount,
    duration: Math.round(status.duration * 1e6) / 1e6,
    ...(status.error && { error: status.error }),
  };
}
