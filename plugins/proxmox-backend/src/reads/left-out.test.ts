import type {
  ProxmoxInventory,
  ProxmoxStorage,
} from '@reverb256/backstage-plugin-proxmox-common';
import { backupStorages } from './guest-backups';
import { assertOnline } from './limits';
import { withoutNames } from './storage-routes';
import { lackingForBackups, lackingForContent, leftOut } from './token-sight';

describe('what a token may see of a storage', () => {
  const audit = { 'Datastore.Audit': true, 'VM.Audit': true };

  it.each([
    [
      'auditing alone',
      { '/': audit },
      ['Datastore.AllocateSpace on /storage/pbs', 'VM.Backup on /vms/100'],
    ],
    [
      'backing up',
      { '/': { ...audit, 'VM.Backup': true } },
      ['Datastore.AllocateSpace on /storage/pbs'],
    ],
    [
      'both',
      {
        '/storage': { 'Datastore.AllocateSpace': true },
        '/vms/100': { 'VM.Backup': false },
      },
      [],
    ],
    [
      'managing the storage',
      { '/storage/pbs': { 'Datastore.Allocate': false } },
      [],
    ],
  ])('of backups, with %s', (_, permissions, missing) => {
    expect(lackingForBackups(permissions, 'pbs', '100')).toEqual(missing);
  });

  it.each([
    [['iso', 'vztmpl'], []],
    [['images', 'iso'], ['VM.Config.Disk on /vms']],
    [['rootdir'], ['VM.Config.Disk on /vms']],
    [
      ['backup'],
      ['Datastore.AllocateSpace on /storage/nas', 'VM.Backup on /vms'],
    ],
  ])('of content of the kinds %j', (kinds, missing) => {
    expect(lackingForContent({ '/': audit }, 'nas', kinds)).toEqual(missing);
    const all = { '/storage': { 'Datastore.Allocate': true } };
    expect(lackingForContent(all, 'nas', kinds)).toEqual([]);
  });

  it('is said with what is missing', () => {
    expect(
      leftOut('backups', 'ctrl@pve!portal', ['VM.Backup on /vms']),
    ).toMatchObject({
      kind: 'forbidden',
      missing: ['VM.Backup on /vms'],
      message: expect.stringContaining('What is listed may not be all'),
    });
  });
});

it('the content of a storage names no guest that one may not see, and is as large as before', () => {
  const volume = (vmid: string | undefined, name: string) => ({
    volume: `tank:${name}`,
    content: 'images',
    vmid,
    sizeBytes: 5,
    notes: 'about it',
    protected: false,
  });
  const { volumes } = withoutNames(
    {
      volumes: [
        volume('100', 'vm-100-disk-0'),
        volume('101', 'vm-101-disk-0'),
        volume(undefined, 'iso/x.iso'),
      ],
    },
    'tank',
    vmid => vmid === '100',
  );
  expect(volumes[0]).toEqual(volume('100', 'vm-100-disk-0'));
  expect(volumes[2]).toEqual(volume(undefined, 'iso/x.iso'));
  expect(volumes[1]).toEqual({
    volume: 'tank:hidden-2',
    content: 'images',
    sizeBytes: 5,
    protected: false,
  });
});

describe('where backups are looked for', () => {
  const storage = (
    node: string,
    name: string,
    more: Partial<ProxmoxStorage> = {},
  ): ProxmoxStorage => ({
    id: `storage/${node}/${name}`,
    storage: name,
    node,
    shared: false,
    status: 'available',
    content: ['backup'],
    ...more,
  });
  const inventoryOf = (storages: ProxmoxStorage[]): ProxmoxInventory => ({
    cluster: {},
    guests: {},
    nodes: {
      nexus: { name: 'nexus', status: 'online' },
      forge: {
        name: 'forge',
        status: 'offline',
        lastOnlineAt: '2026-11-24T09:00:00.000Z',
      },
    },
    storages: Object.fromEntries(storages.map(each => [each.id, each])),
  });
  const placesOf = (storages: ProxmoxStorage[], node: string) =>
    backupStorages(inventoryOf(storages), node).map(each => each.id);

  it('is every storage for backups of the guest’s node', () => {
    const storages = [
      storage('nexus', 'local'),
      storage('nexus', 'nas', { shared: true }),
      storage('nexus', 'tank', { content: ['images'] }),
      storage('forge', 'local'),
    ];
    expect(placesOf(storages, 'nexus')).toEqual([
      'storage/nexus/local',
      'storage/nexus/nas',
    ]);
  });

  it('is another node, of a shared one, while its own is away', () => {
    const away = { status: 'unknown' as const };
    const storages = [
      storage('forge', 'nas', { shared: true, ...away }),
      storage('forge', 'local', away),
      storage('nexus', 'nas', { shared: true }),
      storage('nexus', 'local'),
    ];
    expect(placesOf(storages, 'forge')).toEqual([
      'storage/nexus/nas',
      'storage/forge/local',
    ]);
  });

  it('is not asked of a node that is known to be offline', () => {
    const inventory = inventoryOf([]);
    expect(() => assertOnline(inventory, 'nexus')).not.toThrow();
    expect(() => assertOnline(inventory, 'forge')).toThrow(
      'Node forge is offline, and was last seen online on 2026-11-24 at 09:00 UTC, so it was not asked.',
    );
  });
});
