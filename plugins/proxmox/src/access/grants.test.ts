import { grantCommands, missingOf, type FeaturePrivileges } from './grants';

type Need = FeaturePrivileges['needs'][number];

const feature = (needs: Need[]): FeaturePrivileges => ({
  feature: 'f',
  title: 'F',
  token: 'operate',
  state: 'missing',
  needs,
});

const need = (
  path: string,
  state: Need['state'],
  ...anyOf: string[]
): Need => ({
  path,
  state,
  anyOf,
});

const some = [
  feature([
    need('/vms', 'missing', 'VM.Migrate'),
    need(
      '/storage',
      'missing',
      'Datastore.AllocateSpace',
      'Datastore.Allocate',
    ),
  ]),
  feature([
    need('/vms', 'missing', 'VM.Snapshot'),
    need('/', 'has', 'Sys.Audit'),
    need('/nodes', 'unknown', 'Sys.Modify'),
  ]),
];

it('names what is missing, and nothing that is there or not known', () => {
  expect(some.map(missingOf)).toEqual([
    [
      'VM.Migrate on /vms',
      'Datastore.AllocateSpace or Datastore.Allocate on /storage',
    ],
    ['VM.Snapshot on /vms'],
  ]);
});

it('gives one role a path, to the token and to its user, with the least that is enough', () => {
  expect(grantCommands(some, 'ctrl@pve!operate')).toEqual([
    "pveum role add PortalOperateVms --privs 'VM.Migrate VM.Snapshot' 2>/dev/null || pveum role modify PortalOperateVms --append 1 --privs 'VM.Migrate VM.Snapshot'",
    "pveum acl modify /vms --users 'ctrl@pve' --roles PortalOperateVms",
    "pveum acl modify /vms --tokens 'ctrl@pve!operate' --roles PortalOperateVms",
    "pveum role add PortalOperateStorage --privs 'Datastore.AllocateSpace' 2>/dev/null || pveum role modify PortalOperateStorage --append 1 --privs 'Datastore.AllocateSpace'",
    "pveum acl modify /storage --users 'ctrl@pve' --roles PortalOperateStorage",
    "pveum acl modify /storage --tokens 'ctrl@pve!operate' --roles PortalOperateStorage",
  ]);
});
