const guest = { cluster: 'home', guest: 'qemu/100' };
const guests = { guests: ['home/qemu/100'] };
const until = '2099-01-01T00:00:00.000Z';

/** What must be sent to be understood, by a part of the path; an empty object elsewhere. There is no such cluster. */
export const bodies: Record<string, unknown> = {
  // Before those of one guest, whose names are part of theirs.
  'start-guests': guests,
  'shutdown-guests': guests,
  'migrate-guests': { ...guests, target: 'elsewhere' },
  'get-run': { runId: 'x' },
  'start-guest': guest,
  'shutdown-guest': guest,
  'get-guest': guest,
  'accept-certificate': {
    cluster: 'home',
    endpoint: 'https://x',
    fingerprint: 'AA',
  },
  'reboot-guest': guest,
  'suspend-guest': guest,
  'resume-guest': guest,
  'stop-guest': guest,
  'migrate-guest': { ...guest, target: 'elsewhere' },
  'snapshot-guest': { ...guest, name: 'before' },
  'rollback-guest': { ...guest, snapshot: 'before' },
  'delete-snapshot': { ...guest, snapshot: 'before' },
  'tag-guest': { ...guest, add: ['web'] },
  'stop-task': {
    cluster: 'home',
    upid: `UPID:x:${'0'.repeat(8)}:${'0'.repeat(8)}:${'0'.repeat(
      8,
    )}:qmstart:100:root@pam:`,
  },
  '/findings/acknowledge': { id: 'x', reason: 'known' },
  '/findings/mute': { id: 'x', reason: 'known', until },
  '/findings/release': { id: 'x' },
};

/**
 * Who gets past the permission check of every route of our plugins.
 *
 * - `nobody` sends no credentials. `stranger` is signed in and has no role. Viewer, operator and admin are people of the
 *   groups in app-config.yaml, and machines with the tokens of the lab.
 * - `yes`: the permission check is passed. `401`, `403`: refused so. `hidden`: as if there were no such tool.
 * - `x` is any name. What is decided about one thing among many (a guest of a pool) comes after this.
 *
 * A route that is not in here fails the test, as does a row without one.
 */
export const routes = `
#                                                                                          people                              machines
#                                                                                nobody | stranger viewer   operator admin    | viewer   operator admin

# proxmox: what was read
get /api/proxmox/openapi.json                                                    401    | yes      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/heads                                                        401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/snapshots/x                                                  401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/snapshots/x/x                                                401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/endpoints/x                                                  401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/findings                                                     401    | 403      yes      yes      yes      | yes      yes      yes

# proxmox: what is read when somebody looks. There is no cluster x; which guests somebody may see is decided after this.
get /api/proxmox/v1/nodes/x/x/status                                             401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/nodes/x/x/history                                            401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/nodes/x/x/disks                                              401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/nodes/x/x/network                                            401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/nodes/x/x/services                                           401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/nodes/x/x/updates                                            401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/nodes/x/x/subscription                                       401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/nodes/x/x/certificates                                       401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/nodes/x/x/replication                                        401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/guests/x/x/x/status                                          401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/guests/x/x/x/config                                          401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/guests/x/x/x/history                                         401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/guests/x/x/x/snapshots                                       401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/guests/x/x/x/inside                                          401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/guests/x/x/x/replication                                     401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/guests/x/x/x/backups                                         401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/storages/x/x/x/history                                       401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/storages/x/x/x/content                                       401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/tasks/x                                                      401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/tasks/x/x/log                                                401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/search                                                       401    | 403      yes      yes      yes      | yes      yes      yes

# proxmox: what changes something
get /api/proxmox/v1/actions                                                      401    | 403      yes      yes      yes      | yes      yes      yes
post /api/proxmox/v1/actions/start-guest                                         401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/start-guest/preflight                               401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/shutdown-guest                                      401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/shutdown-guest/preflight                            401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/reboot-guest                                        401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/reboot-guest/preflight                              401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/suspend-guest                                       401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/suspend-guest/preflight                             401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/resume-guest                                        401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/resume-guest/preflight                              401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/migrate-guest                                       401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/migrate-guest/preflight                             401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/snapshot-guest                                      401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/snapshot-guest/preflight                            401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/tag-guest                                           401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/tag-guest/preflight                                 401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/start-guests                                        401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/start-guests/preflight                              401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/shutdown-guests                                     401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/shutdown-guests/preflight                           401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/migrate-guests                                      401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/migrate-guests/preflight                            401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/stop-guest                                          401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/stop-guest/preflight                                401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/rollback-guest                                      401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/rollback-guest/preflight                            401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/delete-snapshot                                     401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/delete-snapshot/preflight                           401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/stop-task                                           401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/stop-task/preflight                                 401    | 403      403      yes      yes      | 403      yes      yes
post /api/proxmox/v1/actions/accept-certificate                                  401    | 403      403      403      yes      | 403      403      yes
post /api/proxmox/v1/actions/accept-certificate/preflight                        401    | 403      403      403      yes      | 403      403      yes

# proxmox: runs. There is no run x, so cancelling says that to whoever may see runs; with one it needs what starting it needs.
get /api/proxmox/v1/runs                                                         401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/runs/x                                                       401    | 403      yes      yes      yes      | yes      yes      yes
get /api/proxmox/v1/runs/x/log                                                   401    | 403      yes      yes      yes      | yes      yes      yes
post /api/proxmox/v1/runs/x/cancel                                               401    | 403      yes      yes      yes      | yes      yes      yes

# proxmox: audit
get /api/proxmox/v1/audit                                                        401    | 403      403      403      yes      | 403      403      yes
get /api/proxmox/v1/audit/verify                                                 401    | 403      403      403      yes      | 403      403      yes

# proxmox: its tools, by id
post /api/proxmox/.backstage/actions/v1/actions/proxmox:start-guest/invoke       401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:shutdown-guest/invoke    401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:reboot-guest/invoke      401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:suspend-guest/invoke     401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:resume-guest/invoke      401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:migrate-guest/invoke     401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:snapshot-guest/invoke    401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:tag-guest/invoke         401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:start-guests/invoke      401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:shutdown-guests/invoke   401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:migrate-guests/invoke    401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:get-guest/invoke         401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:get-node/invoke          401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:get-run/invoke           401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:list-clusters/invoke     401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:list-guests/invoke       401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v1/actions/proxmox:list-tasks/invoke        401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:start-guest/invoke       401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:shutdown-guest/invoke    401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:reboot-guest/invoke      401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:suspend-guest/invoke     401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:resume-guest/invoke      401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:migrate-guest/invoke     401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:snapshot-guest/invoke    401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:tag-guest/invoke         401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:start-guests/invoke      401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:shutdown-guests/invoke   401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:migrate-guests/invoke    401    | hidden   hidden   yes      yes      | hidden   yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:get-guest/invoke         401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:get-node/invoke          401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:get-run/invoke           401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:list-clusters/invoke     401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:list-guests/invoke       401    | hidden   yes      yes      yes      | yes      yes      yes
post /api/proxmox/.backstage/actions/v2/actions/proxmox:list-tasks/invoke        401    | hidden   yes      yes      yes      | yes      yes      yes

# infra: findings of all plugins
get /api/infra/openapi.json                                                      401    | yes      yes      yes      yes      | yes      yes      yes
get /api/infra/v1/findings                                                       401    | 403      yes      yes      yes      | yes      yes      yes
get /api/infra/v1/findings/history                                               401    | 403      yes      yes      yes      | yes      yes      yes
post /api/infra/v1/findings/acknowledge                                          401    | 403      403      yes      yes      | 403      yes      yes
post /api/infra/v1/findings/mute                                                 401    | 403      403      yes      yes      | 403      yes      yes
post /api/infra/v1/findings/release                                              401    | 403      403      yes      yes      | 403      yes      yes

# infra: runs and audit of all plugins, each asked for on behalf of the caller; limited machine tokens cannot be handed on
get /api/infra/v1/runs                                                           401    | 403      yes      yes      yes      | 403      403      yes
get /api/infra/v1/audit                                                          401    | 403      403      403      yes      | 403      403      yes
get /api/infra/v1/audit/export                                                   401    | 403      403      403      yes      | 403      403      yes
get /api/infra/v1/audit/verify                                                   401    | 403      403      403      yes      | 403      403      yes

# Backstage's own, in each of our plugins: keys and cookies of the caller's own, what permissions there are, tools that the caller has
get /api/infra/.backstage/auth/v1/jwks.json                                      yes    | yes      yes      yes      yes      | yes      yes      yes
get /api/infra/.backstage/auth/v1/cookie                                         401    | yes      yes      yes      yes      | 403      403      403
delete /api/infra/.backstage/auth/v1/cookie                                      401    | yes      yes      yes      yes      | yes      yes      yes
get /api/infra/.well-known/backstage/permissions/metadata                        401    | yes      yes      yes      yes      | yes      yes      yes
post /api/infra/.well-known/backstage/permissions/apply-conditions               401    | 403      403      403      403      | yes      yes      yes
get /api/proxmox/.backstage/auth/v1/jwks.json                                    yes    | yes      yes      yes      yes      | yes      yes      yes
get /api/proxmox/.backstage/auth/v1/cookie                                       401    | yes      yes      yes      yes      | 403      403      403
delete /api/proxmox/.backstage/auth/v1/cookie                                    401    | yes      yes      yes      yes      | yes      yes      yes
get /api/proxmox/.well-known/backstage/permissions/metadata                      401    | yes      yes      yes      yes      | yes      yes      yes
post /api/proxmox/.well-known/backstage/permissions/apply-conditions             401    | 403      403      403      403      | yes      yes      yes
get /api/proxmox/.backstage/actions/v1/actions                                   401    | yes      yes      yes      yes      | yes      yes      yes

# closed to everybody (closedScheduler.ts)
get /api/infra/.backstage/scheduler/v1/tasks                                     401    | 403      403      403      403      | 403      403      403
post /api/infra/.backstage/scheduler/v1/tasks/x/trigger                          401    | 403      403      403      403      | 403      403      403
post /api/infra/.backstage/scheduler/v1/tasks/x/cancel                           401    | 403      403      403      403      | 403      403      403
get /api/proxmox/.backstage/scheduler/v1/tasks                                   401    | 403      403      403      403      | 403      403      403
post /api/proxmox/.backstage/scheduler/v1/tasks/x/trigger                        401    | 403      403      403      403      | 403      403      403
post /api/proxmox/.backstage/scheduler/v1/tasks/x/cancel                         401    | 403      403      403      403      | 403      403      403
`;

/** Which tools an assistant of each is offered; machines, and nobody, are turned away before they can ask. */
export const tools = `
#                                                  people                              machines
#                                        nobody | stranger viewer   operator admin    | viewer   operator admin
auth.who-am-i                            401    | yes      yes      yes      yes      | 403      403      403
catalog.get-catalog-entity               401    | yes      yes      yes      yes      | 403      403      403
catalog.get-catalog-model-description    401    | yes      yes      yes      yes      | 403      403      403
catalog.query-catalog-entities           401    | yes      yes      yes      yes      | 403      403      403
catalog.validate-entity                  401    | yes      yes      yes      yes      | 403      403      403
proxmox.get-guest                        401    | hidden   yes      yes      yes      | 403      403      403
proxmox.get-node                         401    | hidden   yes      yes      yes      | 403      403      403
proxmox.get-run                          401    | hidden   yes      yes      yes      | 403      403      403
proxmox.list-clusters                    401    | hidden   yes      yes      yes      | 403      403      403
proxmox.list-guests                      401    | hidden   yes      yes      yes      | 403      403      403
proxmox.list-tasks                       401    | hidden   yes      yes      yes      | 403      403      403
proxmox.migrate-guest                    401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.migrate-guests                   401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.reboot-guest                     401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.resume-guest                     401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.shutdown-guest                   401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.shutdown-guests                  401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.snapshot-guest                   401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.start-guest                      401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.start-guests                     401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.suspend-guest                    401    | hidden   hidden   yes      yes      | 403      403      403
proxmox.tag-guest                        401    | hidden   hidden   yes      yes      | 403      403      403
`;
