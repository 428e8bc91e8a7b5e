import { createPermission } from '@backstage/plugin-permission-common';

/** Read the findings of all plugins. @public */
export const infraFindingReadPermission = createPermission({
  name: 'infra.finding.read',
  attributes: { action: 'read' },
});

/** Acknowledge or mute a finding. @public */
export const infraFindingUpdatePermission = createPermission({
  name: 'infra.finding.update',
  attributes: { action: 'update' },
});

/** See the runs in progress and those of the past, in all plugins. @public */
export const infraRunReadPermission = createPermission({
  name: 'infra.run.read',
  attributes: { action: 'read' },
});

/** Read the audit trail. Not part of reading in general: a role must be given it by name. @public */
export const infraAuditReadPermission = createPermission({
  name: 'infra.audit.read',
  attributes: { action: 'read' },
});

/** Every permission that belongs to no single family. @public */
export const infraPermissions = [
  infraFindingReadPermission,
  infraFindingUpdatePermission,
  infraRunReadPermission,
  infraAuditReadPermission,
];
