import { GiB, TiB, type StorageConfig } from '../model.ts';
import { DAY } from '../rhythm.ts';

const STORAGES: StorageConfig[] = [
  {
    storage: 'local',
    type: 'dir',
    content: 'backup,import,iso,vztmpl',
    shared: false,
    options: { path: '/var/lib/vz' },
    maxdisk: node => node.maxdisk,
    used: 0.31,
    use: {},
  },
  {
    storage: 'local-lvm',
    type: 'lvmthin',
    content: 'images,rootdir',
    shared: false,
    options: { vgname: 'pve', thinpool: 'data' },
    maxdisk: node => node.maxdisk * 8,
    used: 0.54,
    use: { wander: 0.05 },
  },
  {
    // Backups come in every night, and a week's worth is pruned on Sundays.
    storage: 'nas',
    type: 'nfs',
    content: 'backup,iso,vztmpl',
    shared: true,
    options: {
      path: '/mnt/pve/nas',
      server: '10.25.6.20',
      export: '/volume1/proxmox',
      options: 'vers=4.2',
      'prune-backups': 'keep-daily=7,keep-weekly=4',
    },
    maxdisk: () => 14 * TiB,
    used: 0.63,
    use: { saw: 0.09 },
  },
  {
    // The one that fills at a steady pace: in some five months it is full.
    storage: 'ceph-vm',
    type: 'rbd',
    content: 'images,rootdir',
    shared: true,
    options: { pool: 'ceph-vm', krbd: 0 },
    maxdisk: () => 3.4 * TiB,
    used: 0.47,
    use: { perDay: 0.0034, wander: 0.006 },
  },
  {
    // Deduplicated: little by little, and garbage is collected daily.
    storage: 'pbs',
    type: 'pbs',
    content: 'backup',
    shared: true,
    options: {
      server: '10.25.6.21',
      datastore: 'main',
      username: 'pve@pbs!backup',
      fingerprint:
        '8c:0e:31:5f:77:d0:42:1b:9a:66:e3:54:0d:c8:2f:b1:45:7a:93:ee:10:6b:d5:28:f4:3c:81:97:0a:5e:b2:c6',
      'prune-backups': 'keep-all=1',
    },
    maxdisk: () => 7.2 * TiB,
    used: 0.58,
    use: { perDay: 0.0002, saw: 0.01, pruneDays: 1, wander: 0.03 },
  },
  {
    // Guests that are replicated between two nodes.
    storage: 'tank',
    type: 'zfspool',
    content: 'images,rootdir',
    shared: false,
    nodes: ['nexus', 'forge'],
    options: { pool: 'tank/guests', sparse: 1, mountpoint: '/tank/guests' },
    maxdisk: () => 930 * GiB,
    used: 0.38,
    use: { wander: 0.02 },
  },
];

/** A disk that was plugged in three days before the lab was born. */
function archive(birth: number): StorageConfig {
  return {
    storage: 'archive',
    type: 'dir',
    content: 'backup',
    shared: false,
    nodes: ['closet'],
    addedAt: birth - 3 * DAY,
    options: { path: '/mnt/archive', is_mountpoint: 'yes' },
    maxdisk: () => 3.6 * TiB,
    used: 0.22,
    use: { perDay: 0.04 },
  };
}

/** The storages of the cluster as it starts. */
export function createStorages(birth: number): StorageConfig[] {
  return [...STORAGES, archive(birth)].map(storage => ({ ...storage }));
}
