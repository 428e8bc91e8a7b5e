import { WithTotal, type Context, type Routes } from '../context.ts';
import { died, permissionError } from '../errors.ts';
import {
  jobRow,
  jobStatusRow,
  replicationJobs,
  type ReplicationStatus,
} from '../replication.ts';
import { replicationLog } from '../replication-log.ts';

function mayAudit({ users, userid }: Context, vmid: number): boolean {
  return users.acl.has(userid, `/vms/${vmid}`, 'VM.Audit');
}

function named(context: Context, jobs: ReplicationStatus[]): ReplicationStatus {
  const { id } = context.parameters;
  const found = jobs.find(({ job }) => job.id === id);
  if (!found) throw died(`no such replication job '${id}'`);
  return found;
}

/** A node knows the jobs of the guests that are on it. */
function onNode({ cluster, parameters }: Context): ReplicationStatus[] {
  return replicationJobs(cluster).filter(
    ({ source }) => source === parameters.node,
  );
}

/** pve-manager API2/Replication.pm read_job_log: of any job, whosever node it is. */
function log(context: Context): WithTotal {
  const { cluster, users, userid, parameters } = context;
  const status = named(context, replicationJobs(cluster));
  const isAllowed =
    mayAudit(context, status.job.guest) ||
    users.acl.has(userid, `/nodes/${parameters.node}`, 'Sys.Audit');
  if (!isAllowed) throw permissionError();
  if (status.source !== parameters.node) {
    const t = 'unable to open file - No such file or directory';
    return new WithTotal([{ n: 1, t }], 1);
  }
  const lines = replicationLog(cluster, status);
  const start = Number(parameters.start ?? 0);
  const limit = Number(parameters.limit ?? 50) || Infinity;
  const rows = lines.map((t, index) => ({ n: index + 1, t }));
  return new WithTotal(rows.slice(start, start + limit), lines.length);
}

const at = 'GET /nodes/{node}/replication';

export const replicationRoutes: Routes = {
  // pve-manager API2/ReplicationConfig.pm index.
  'GET /cluster/replication': context =>
    replicationJobs(context.cluster)
      .filter(({ job }) => mayAudit(context, job.guest))
      .map(jobRow),

  [at]: context => {
    const { guest } = context.parameters;
    return onNode(context)
      .filter(({ job }) => !guest || job.guest === Number(guest))
      .filter(({ job }) => mayAudit(context, job.guest))
      .map(jobStatusRow);
  },

  [`${at}/{id}/status`]: context => {
    const status = named(context, onNode(context));
    const { guest } = status.job;
    if (!mayAudit(context, guest)) {
      throw permissionError(`/vms/${guest}, VM.Audit`);
    }
    return jobStatusRow(status);
  },

  [`${at}/{id}/log`]: log,
};
