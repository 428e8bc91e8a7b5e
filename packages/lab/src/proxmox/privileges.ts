/**
 * The privileges and predefined roles of Proxmox VE 9
 * (pve-access-control 9.1.1, AccessControl.pm create_roles).
 */
const GROUPS = {
  VM: {
    root: [],
    admin: [
      'VM.Config.Disk',
      'VM.Config.CPU',
      'VM.Config.Memory',
      'VM.Config.Network',
      'VM.Config.HWType',
      'VM.Config.Options',
      'VM.Allocate',
      'VM.Clone',
      'VM.GuestAgent.Unrestricted',
      'VM.Migrate',
      'VM.Replicate',
      'VM.Snapshot',
      'VM.Snapshot.Rollback',
    ],
    user: [
      'VM.Config.CDROM',
      'VM.Config.Cloudinit',
      'VM.Console',
      'VM.Backup',
      'VM.GuestAgent.FileRead',
      'VM.GuestAgent.FileSystemMgmt',
      'VM.GuestAgent.FileWrite',
      'VM.PowerMgmt',
    ],
    audit: ['VM.Audit', 'VM.GuestAgent.Audit'],
  },
  Sys: {
    root: ['Sys.PowerMgmt', 'Sys.Modify', 'Sys.Incoming', 'Sys.AccessNetwork'],
    admin: ['Sys.Console', 'Sys.Syslog'],
    user: [],
    audit: ['Sys.Audit'],
  },
  Datastore: {
    root: [],
    admin: ['Datastore.Allocate', 'Datastore.AllocateTemplate'],
    user: ['Datastore.AllocateSpace'],
    audit: ['Datastore.Audit'],
  },
  SDN: {
    root: [],
    admin: ['SDN.Allocate', 'SDN.Audit'],
    user: ['SDN.Use'],
    audit: ['SDN.Audit'],
  },
  User: {
    root: ['Realm.Allocate'],
    admin: ['User.Modify', 'Group.Allocate', 'Realm.AllocateUser'],
    user: [],
    audit: [],
  },
  Pool: {
    root: [],
    admin: ['Pool.Allocate'],
    user: ['Pool.Audit'],
    audit: ['Pool.Audit'],
  },
  Mapping: {
    root: [],
    admin: ['Mapping.Modify'],
    user: ['Mapping.Use'],
    audit: ['Mapping.Audit'],
  },
} as const;

function predefined(): Map<string, string[]> {
  const roles = new Map<string, Set<string>>();
  const add = (role: string, privileges: readonly string[]) => {
    const known = roles.get(role) ?? new Set();
    privileges.forEach(privilege => known.add(privilege));
    roles.set(role, known);
  };
  add('NoAccess', []);
  add('Administrator', ['Permissions.Modify']);
  for (const [name, { root, admin, user, audit }] of Object.entries(GROUPS)) {
    add('Administrator', [...root, ...admin, ...user, ...audit]);
    add(`PVE${name}Admin`, [...admin, ...user, ...audit]);
    add('PVEAdmin', [...admin, ...user, ...audit]);
    if (user.length > 0) add(`PVE${name}User`, [...user, ...audit]);
    add('PVEAuditor', audit);
  }
  roles.get('PVEAdmin')?.delete('Mapping.Modify');
  add('PVETemplateUser', ['VM.Clone', 'VM.Audit']);
  return new Map([...roles].map(([role, set]) => [role, [...set]]));
}

export const PREDEFINED_ROLES: ReadonlyMap<string, string[]> = predefined();

export const ALL_PRIVILEGES: readonly string[] =
  PREDEFINED_ROLES.get('Administrator') ?? [];
