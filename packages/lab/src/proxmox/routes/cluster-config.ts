import type { Routes } from '../context.ts';
import { datacenterOptions } from '../datacenter-options.ts';
import { ruleRows } from '../ha-rules.ts';
import { BACKUP_JOBS, jobRow, notBackedUp } from '../storage/backup-jobs.ts';

/** What is configured for the cluster as a whole. */
export const clusterConfigRoutes: Routes = {
  'GET /cluster/options': ({ cluster, users, userid }) =>
    datacenterOptions(cluster, {
      audit: users.acl.has(userid, '/', 'Sys.Audit'),
      modify: users.acl.has(userid, '/', 'Sys.Modify'),
      auditGuest: vmid => users.acl.has(userid, `/vms/${vmid}`, 'VM.Audit'),
    }),

  'GET /cluster/backup': ({ cluster }) =>
    BACKUP_JOBS.map(job => jobRow(job, cluster.clock.seconds())),

  'GET /cluster/backup-info/not-backed-up': ({ cluster, users, userid }) =>
    notBackedUp(cluster)
      .filter(({ vmid }) => users.acl.has(userid, `/vms/${vmid}`, 'VM.Audit'))
      .map(({ vmid, type, name }) => ({ vmid, type, name })),

  'GET /cluster/ha/rules': ({ cluster, parameters }) =>
    ruleRows(
      cluster.inventory.haRules ?? [],
      cluster.digest('rules.cfg', cluster.inventory.haRules),
      parameters,
    ),
};
