import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of guests in the permission framework. @public */
export const RESOURCE_TYPE_PROXMOX_GUEST = 'proxmox-guest';

/** See that there is a Proxmox plugin at all: its place in the navigation. Guards nothing by itself. @public */
export const proxmoxViewPermission = createPermission({
  name: 'proxmox.view',
  attributes: { action: 'read' },
});

/** Read clusters, nodes and storages. @public */
export const proxmoxClusterReadPermission = createPermission({
  name: 'proxmox.cluster.read',
  attributes: { action: 'read' },
});

/** Read guests; a policy may limit it to pools, tags or clusters. @public */
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

/** Start and shut down guests; a policy may limit it to pools, tags or clusters. @public */
export const proxmoxGuestPowerPermission = createPermission({
  name: 'proxmox.guest.power',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PROXMOX_GUEST,
});

/** Every permission of the Proxmox plugin. @public */
export const proxmoxPermissions = [
  proxmoxViewPermission,
  proxmoxClusterReadPermission,
  proxmoxGuestReadPermission,
  proxmoxOperatePermission,
  proxmoxGuestPowerPermission,
];
