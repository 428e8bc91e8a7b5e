import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of guests in the permission framework. @public */
export const RESOURCE_TYPE_PROXMOX_GUEST = 'proxmox-guest';

/** See that there is a Proxmox plugin at all: its place in the navigation. Guards nothing by itself. @public */
export const proxmoxViewPermission = createPermission({
  name: 'proxmox.view',
  attributes: { action: 'read' },
});

/** Read clusters, nodes, storages, and the tasks that are about no guest. @public */
export const proxmoxClusterReadPermission = createPermission({
  name: 'proxmox.cluster.read',
  attributes: { action: 'read' },
});

/** Read guests and what belongs to them; a policy may limit it to pools, tags or clusters. @public */
export const proxmoxGuestReadPermission = createPermission({
  name: 'proxmox.guest.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PROXMOX_GUEST,
});

/** Be offered what changes guests: buttons and tools. Guards nothing by itself. @public */
export const proxmoxOperatePermission = createPermission({
  name: 'proxmox.operate',
  attributes: { action: 'update' },
});

const guestPermission = (
  name: string,
  action: 'create' | 'update' | 'delete',
) =>
  createPermission({
    name: `proxmox.guest.${name}`,
    attributes: { action },
    resourceType: RESOURCE_TYPE_PROXMOX_GUEST,
  });

/*
 * Each of these a policy may limit to pools, tags or clusters. Where something is lost, or more is handed over than the
 * name says, the permission's action is `delete`, so that no family of permissions (`proxmox.*`) brings it along unseen.
 */

/** Start, shut down, reboot, suspend and resume guests. @public */
export const proxmoxGuestPowerPermission = guestPermission('power', 'update');
/** Stop guests at once: what they had not written is lost. @public */
export const proxmoxGuestStopPermission = guestPermission('stop', 'delete');
/** Move guests to other nodes. @public */
export const proxmoxGuestMigratePermission = guestPermission(
  'migrate',
  'update',
);
/** Make snapshots of guests. @public */
export const proxmoxGuestSnapshotPermission = guestPermission(
  'snapshot',
  'create',
);
/** Roll guests back to a snapshot: what was written since is lost. @public */
export const proxmoxGuestRollbackPermission = guestPermission(
  'rollback',
  'delete',
);
/** Delete snapshots of guests. @public */
export const proxmoxGuestSnapshotDeletePermission = guestPermission(
  'snapshot.delete',
  'delete',
);
/** Change the tags of guests. By tags a policy may decide who may do what: give it to few. @public */
// In no family: whoever may change tags may bring guests into what others, or they themselves, may do by tag.
export const proxmoxGuestTagPermission = guestPermission('tag', 'delete');

/**
 * Stop running tasks; what they had begun stays half done. A policy may limit it as those above: then only tasks that are
 * about one of these guests can be stopped.
 *
 * @public
 */
export const proxmoxTaskStopPermission = createPermission({
  name: 'proxmox.task.stop',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_PROXMOX_GUEST,
});

/** Accept that an endpoint shows another certificate than the configured one. @public */
export const proxmoxCertificateAcceptPermission = createPermission({
  name: 'proxmox.certificate.accept',
  // In no family: whoever accepts a wrong one hands the portal's tokens to a stranger.
  attributes: { action: 'delete' },
});

/** Every permission of the Proxmox plugin. @public */
export const proxmoxPermissions = [
  proxmoxViewPermission,
  proxmoxClusterReadPermission,
  proxmoxGuestReadPermission,
  proxmoxOperatePermission,
  proxmoxGuestPowerPermission,
  proxmoxGuestStopPermission,
  proxmoxGuestMigratePermission,
  proxmoxGuestSnapshotPermission,
  proxmoxGuestRollbackPermission,
  proxmoxGuestSnapshotDeletePermission,
  proxmoxGuestTagPermission,
  proxmoxTaskStopPermission,
  proxmoxCertificateAcceptPermission,
];
