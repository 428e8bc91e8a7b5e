import type { Pve } from '../contract.ts';

interface Group {
  root: readonly string[];
  admin: readonly string[];
  user: readonly string[];
  audit: readonly string[];
}

/**
 * The privileges of Proxmox VE 9
 * (pve-access-control 9.1.1, AccessControl.pm create_roles).
 */
const GROUPS: Record<string, Group> = {
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
};

/** Version 8 has one privilege for all that a guest's agent can do, and for QEMU's monitor. */
const GROUPS_OF_8: Record<string, Group> = {
  ...GROUPS,
  VM: {
    root: [],
    admin: [
      ...GROUPS.VM.admin.filter(
        name => name !== 'VM.Replicate' && !name.startsWith('VM.GuestAgent.'),
      ),
      'VM.Monitor',
    ],
    user: GROUPS.VM.user.filter(name => !name.startsWith('VM.GuestAgent.')),
    audit: ['VM.Audit'],
  },
};

function predefined(groups: Record<string, Group>): Map<string, string[]> {
  const roles = new Map<string, Set<string>>();
  const add = (role: string, privileges: readonly string[]) => {
    const known = roles.get(role) ?? new Set();
    privileges.forEach(privilege => known.add(privilege));
    roles.set(role, known);
  };
  add('NoAccess', []);
  add('Administrator', ['Permissions.Modify']);
  for (const [name, { root, admin, user, audit }] of Object.entries(groups)) {
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

/** What roles and privileges there are in a generation. */
export interface Roles {
  predefined: ReadonlyMap<string, string[]>;
  all: readonly string[];
}

export function rolesOf(pve: Pve): Roles {
  const roles = predefined(pve === '8' ? GROUPS_OF_8 : GROUPS);
  return { predefined: roles, all: roles.get('Administrator') ?? [] };
}
