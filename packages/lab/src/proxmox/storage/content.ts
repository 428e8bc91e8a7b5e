import type { Context } from '../context.ts';
import { ISO_IMAGES } from '../configs/volumes.ts';
import { ownedVolumes } from '../guest-config.ts';
import { MiB, type GuestConfig, type StorageConfig } from '../model.ts';
import { replicaOf } from '../replication.ts';
import { backupsOf } from './backups.ts';

type Item = Record<string, unknown>;

interface Asked {
  node: string;
  content?: string;
  vmid?: number;
}

const TEMPLATES: Record<string, number> = {
  'alpine-3.22-default_20250617_amd64.tar.xz': 3 * MiB,
  'debian-13-standard_13.1-2_amd64.tar.zst': 124 * MiB,
  'ubuntu-24.04-standard_24.04-2_amd64.tar.zst': 135 * MiB,
};

/** What anybody may look at who may see the storage. */
function shelf({ cluster }: Context, storage: StorageConfig): Item[] {
  const { storage: name } = storage;
  const ctime = cluster.birth - 40 * 86_400;
  const files = (
    kind: string,
    sizes: Record<string, number>,
    format: (file: string) => string,
  ) =>
    Object.entries(sizes).map(([file, size]) => ({
      volid: `${name}:${kind}/${file}`,
      content: kind,
      format: format(file),
      size,
      ctime,
    }));
  const templates = files(
    'vztmpl',
    TEMPLATES,
    file => `t${file.split('.').at(-1)}`,
  );
  if (name === 'nas')
    return [...files('iso', ISO_IMAGES, () => 'iso'), ...templates];
  if (name !== 'local') return [];
  return [
    ...templates.slice(1, 2),
    ...files(
      'import',
      { 'talos-1.11.5-nocloud-amd64.qcow2': 340 * MiB },
      () => 'qcow2',
    ),
  ];
}

/** The guest's disks are on this node's storage: it is here, or replicated to here. */
function isHeld(
  { cluster }: Context,
  storage: StorageConfig,
  guest: GuestConfig,
  node: string,
): boolean {
  if (storage.shared || guest.node === node) return true;
  return storage.type === 'zfspool' && replicaOf(cluster, guest.vmid) === node;
}

/** A disk of a guest as its kind of storage tells it: RBD knows no time, ZFS no format but its own. */
function image(
  storage: StorageConfig,
  guest: GuestConfig,
  volume: { volid: string; size: number; format: string },
): Item {
  return {
    volid: volume.volid,
    content: guest.type === 'lxc' ? 'rootdir' : 'images',
    format: volume.format,
    size: volume.size,
    vmid: guest.vmid,
    ...(storage.type === 'lvmthin' && { ctime: guest.createdAt }),
  };
}

function images(
  context: Context,
  storage: StorageConfig,
  guest: GuestConfig,
  node: string,
): Item[] {
  const { seed, snapshots } = context.cluster;
  if (!isHeld(context, storage, guest, node)) return [];
  const disks = ownedVolumes(seed, guest)
    .filter(volume => volume.storage === storage.storage)
    .map(volume => image(storage, guest, volume));
  const states = snapshots
    .list(guest)
    .filter(({ vmstate }) => vmstate?.startsWith(`${storage.storage}:`))
    .map(({ vmstate }) =>
      image(storage, guest, {
        volid: vmstate ?? '',
        size: guest.maxmem + 512 * MiB,
        format: 'raw',
      }),
    );
  return [...disks, ...states];
}

/** A disk of a guest that is gone, and that nobody removed. */
function orphans(
  { cluster }: Context,
  storage: StorageConfig,
  node: string,
): Item[] {
  if (storage.storage !== 'local-lvm' || node !== 'forge') return [];
  return [
    {
      volid: 'local-lvm:vm-199-disk-0',
      content: 'images',
      format: 'raw',
      size: 32 * 1024 * MiB,
      vmid: 199,
      ctime: cluster.birth - 410 * 86_400,
    },
  ];
}

/** pve-storage Storage.pm check_volume_access, with no guest on whose behalf. */
function mayAccess(
  { users, userid }: Context,
  name: string,
  item: Item,
): boolean {
  const at = `/storage/${name}`;
  const has = (path: string, privilege: string) =>
    users.acl.has(userid, path, privilege);
  if (has(at, 'Datastore.Allocate')) return true;
  switch (item.content) {
    case 'iso':
    case 'vztmpl':
    case 'import':
      return true;
    case 'backup':
      return (
        has(at, 'Datastore.AllocateSpace') &&
        has(`/vms/${item.vmid}`, 'VM.Backup')
      );
    default:
      return (
        has(at, 'Datastore.Audit') && has(`/vms/${item.vmid}`, 'VM.Config.Disk')
      );
  }
}

const lower = ({ volid }: Item) => String(volid).toLowerCase();

/**
 * pve-storage API2/Storage/Content.pm index: what a storage holds, by its name.
 * Left out silently is what the caller may not use: disks without
 * VM.Config.Disk, backups without VM.Backup and Datastore.AllocateSpace.
 */
export function contentOf(
  context: Context,
  storage: StorageConfig,
  { node, content, vmid }: Asked,
): Item[] {
  const { cluster } = context;
  const kinds = storage.content
    .split(',')
    .filter(kind => !content || kind === content);
  const holds = (...names: string[]) =>
    names.some(name => kinds.includes(name));
  const guests = cluster.inventory.guests.filter(
    guest => vmid === undefined || guest.vmid === vmid,
  );
  const items: Item[] = vmid === undefined ? shelf(context, storage) : [];
  if (holds('images', 'rootdir')) {
    for (const guest of guests)
      items.push(...images(context, storage, guest, node));
    items.push(
      ...orphans(context, storage, node).filter(
        item => vmid === undefined || item.vmid === vmid,
      ),
    );
  }
  if (holds('backup')) {
    for (const guest of guests)
      items.push(...backupsOf(cluster, storage, guest));
  }
  return items
    .filter(item => kinds.includes(String(item.content)))
    .filter(item => mayAccess(context, storage.storage, item))
    .sort((a, b) => (lower(a) < lower(b) ? -1 : 1));
}
