import { Acl, type AclEntry } from './acl.ts';
import { rolesOf } from './privileges.ts';

const POOL = { poolid: 'home', paths: ['/vms/140', '/storage/nas'] };

function aclOf(entries: Partial<AclEntry>[]): Acl {
  const acl = new Acl(
    {
      isPrivsep: id => (id === 'a@pve!gone' ? undefined : id === 'a@pve!sep'),
      poolMembers: () => [POOL],
    },
    rolesOf('9'),
  );
  entries.forEach(entry =>
    acl.grant({
      path: '/',
      who: 'a@pve',
      role: 'PVEAuditor',
      propagate: true,
      ...entry,
    }),
  );
  return acl;
}

describe('permissions', () => {
  it.each<[string, Partial<AclEntry>[], string, string, string, boolean]>([
    ['propagate', [{}], 'a@pve', '/vms/100', 'VM.Audit', true],
    [
      'do not without propagation',
      [{ propagate: false }],
      'a@pve',
      '/vms/100',
      'VM.Audit',
      false,
    ],
    [
      'hold where they are set',
      [{ propagate: false }],
      'a@pve',
      '/',
      'VM.Audit',
      true,
    ],
    [
      'are replaced deeper down',
      [{}, { path: '/vms/100', role: 'PVETemplateUser' }],
      'a@pve',
      '/vms/100',
      'VM.GuestAgent.Audit',
      false,
    ],
    [
      'end at NoAccess',
      [{}, { path: '/vms', role: 'NoAccess' }],
      'a@pve',
      '/vms/100',
      'VM.Audit',
      false,
    ],
    [
      'come from a pool',
      [{ path: '/pool/home' }],
      'a@pve',
      '/vms/140',
      'VM.Audit',
      true,
    ],
    [
      'come from a pool to members alone',
      [{ path: '/pool/home' }],
      'a@pve',
      '/vms/141',
      'VM.Audit',
      false,
    ],
    [
      'of a separated token need both',
      [{}],
      'a@pve!sep',
      '/vms/100',
      'VM.Audit',
      false,
    ],
    [
      'of a separated token with both',
      [{}, { who: 'a@pve!sep' }],
      'a@pve!sep',
      '/vms/100',
      'VM.Audit',
      true,
    ],
    [
      'of a separated token never exceed the user',
      [{ who: 'a@pve!sep' }],
      'a@pve!sep',
      '/',
      'VM.Audit',
      false,
    ],
    [
      'of a full token are the user’s',
      [{}],
      'a@pve!full',
      '/vms/100',
      'VM.Audit',
      true,
    ],
    [
      'of a token that is gone are none',
      [{}],
      'a@pve!gone',
      '/',
      'VM.Audit',
      false,
    ],
    ['of root are all', [], 'root@pam', '/anything', 'Sys.Modify', true],
  ])('%s', (_, entries, who, path, privilege, expected) => {
    expect(aclOf(entries).has(who, path, privilege)).toBe(expected);
  });

  it('of PVEAdmin leave out what is root’s alone', () => {
    const acl = aclOf([{ role: 'PVEAdmin' }]);
    expect(acl.has('a@pve', '/', 'Sys.Modify')).toBe(false);
    expect(acl.has('a@pve', '/', 'Mapping.Modify')).toBe(false);
    expect(acl.has('a@pve', '/', 'Sys.Console')).toBe(true);
  });

  it('cannot name a role or privilege that does not exist', () => {
    expect(() => aclOf([{ role: 'Nobody' }])).toThrow('does not exist');
    expect(() => aclOf([]).addRole('x', ['VM.Monitor'])).toThrow(
      "invalid privilege 'VM.Monitor'",
    );
  });
});
