import type { Pve } from '../contract.ts';

/** Privileges of a reader, and of one that lacks what most read-only roles forget. */
export const READER = [
  'Datastore.Audit',
  'Pool.Audit',
  'SDN.Audit',
  'Sys.Audit',
  'VM.Audit',
];
const MORE = [
  'Datastore.AllocateSpace',
  'Sys.Modify',
  'VM.Backup',
  'VM.Config.Disk',
];
/** What reading takes beyond that: addresses from guest agents, updates, disks and backups in storages. */
export const INSPECTOR: Record<Pve, string[]> = {
  8: [...READER, ...MORE, 'VM.Monitor'],
  9: [...READER, ...MORE, 'VM.GuestAgent.Audit'],
};
/** What changing the power of guests takes, and following it. */
export const POWER = ['VM.Audit', 'VM.PowerMgmt', 'Sys.Audit'];
/** What operating guests takes: that, moving them, their snapshots and tags. */
export const OPERATOR = [
  ...POWER,
  'VM.Config.Options',
  'VM.Migrate',
  'VM.Snapshot',
  'VM.Snapshot.Rollback',
];
export const READER_WITHOUT_SYS = READER.filter(name => name !== 'Sys.Audit');

interface SeedToken {
  id: string;
  privsep: boolean;
  may: string;
  acl: { path: string; role: string }[];
  expired?: boolean;
}

/** The API tokens that the lab starts with. */
export const TOKENS: SeedToken[] = [
  {
    id: 'ctrl@pve!portal',
    privsep: true,
    may: 'read everything: CtrlReader on /',
    acl: [{ path: '/', role: 'CtrlReader' }],
  },
  {
    id: 'ctrl@pve!inspect',
    privsep: true,
    may: 'read what takes more than auditing as well: CtrlInspector on /',
    acl: [{ path: '/', role: 'CtrlInspector' }],
  },
  {
    id: 'ctrl@pve!operate',
    privsep: true,
    may: 'start, stop and move guests, their snapshots and tags: CtrlOperator on /',
    acl: [{ path: '/', role: 'CtrlOperator' }],
  },
  {
    id: 'ctrl@pve!power',
    privsep: true,
    may: 'start and stop guests and follow it, and no more: CtrlPower on /',
    acl: [{ path: '/', role: 'CtrlPower' }],
  },
  {
    id: 'ctrl@pve!nosys',
    privsep: true,
    may: 'read everything but nodes and cluster: no Sys.Audit',
    acl: [{ path: '/', role: 'CtrlReaderNoSys' }],
  },
  {
    id: 'ctrl@pve!home',
    privsep: true,
    may: 'read the pool home alone',
    acl: [{ path: '/pool/home', role: 'CtrlReader' }],
  },
  {
    id: 'ctrl@pve!empty',
    privsep: true,
    may: 'nothing: privilege-separated and granted nothing itself',
    acl: [],
  },
  {
    id: 'ctrl@pve!expired',
    privsep: true,
    may: 'nothing: it has expired',
    acl: [{ path: '/', role: 'CtrlReader' }],
    expired: true,
  },
  {
    id: 'ops@pve!full',
    privsep: false,
    may: 'all that ops@pve may: PVEAdmin on /',
    acl: [],
  },
  {
    id: 'retired@pve!old',
    privsep: false,
    may: 'nothing: its user is disabled',
    acl: [],
  },
];

export const USERS = [
  { name: 'root@pam', enable: true, acl: [] },
  {
    name: 'ctrl@pve',
    enable: true,
    // A token may never do more than its user.
    acl: [
      { path: '/', role: 'CtrlReader' },
      { path: '/', role: 'CtrlInspector' },
      { path: '/', role: 'CtrlOperator' },
    ],
  },
  { name: 'ops@pve', enable: true, acl: [{ path: '/', role: 'PVEAdmin' }] },
  {
    name: 'home@pve',
    enable: true,
    acl: [
      { path: '/pool/home', role: 'PVEVMUser' },
      { path: '/pool/home', role: 'PVEPoolUser' },
    ],
  },
  {
    name: 'retired@pve',
    enable: false,
    acl: [{ path: '/', role: 'CtrlReader' }],
  },
];
