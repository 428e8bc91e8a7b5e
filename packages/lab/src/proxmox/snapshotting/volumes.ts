import type { Cluster } from '../cluster.ts';
import { volumesOf, type Volume } from '../guest-config.ts';
import type { GuestConfig, StorageConfig } from '../model.ts';

function typeOf(
  { inventory }: Cluster,
  volume: Volume,
): StorageConfig['type'] | undefined {
  return inventory.storages.find(({ storage }) => storage === volume.storage)
    ?.type;
}

/** What a snapshot of a guest is made of: all but CD-ROMs and what is not attached. */
export function snapshotVolumes(
  { seed }: Cluster,
  guest: GuestConfig,
): Volume[] {
  return volumesOf(seed, guest).filter(
    ({ key, options }) =>
      !key.startsWith('unused') && !options.includes('media=cdrom'),
  );
}

/** pve-storage's plugins, volume_has_feature: images are raw here, and so have none in folders. */
const WITH_SNAPSHOTS = ['lvmthin', 'rbd', 'zfspool'];

export function canSnapshot(cluster: Cluster, guest: GuestConfig): boolean {
  return snapshotVolumes(cluster, guest).every(volume =>
    WITH_SNAPSHOTS.includes(typeOf(cluster, volume) ?? ''),
  );
}

/** pve-storage's volume_has_feature, of every volume: what may be done to a guest, or to a snapshot of it. */
export function hasFeature(
  cluster: Cluster,
  guest: GuestConfig,
  feature: string,
  snapshot: string | undefined,
): boolean {
  if (feature === 'snapshot') return canSnapshot(cluster, guest);
  if (feature === 'copy' || guest.template) return true;
  // A linked clone is made of a template, or of a snapshot where the storage is Ceph.
  return (
    snapshot !== undefined &&
    snapshotVolumes(cluster, guest).every(
      volume => typeOf(cluster, volume) === 'rbd',
    )
  );
}

/** qemu-server QemuServer.pm shared_nodes: those that have the storages of all disks. */
export function sharedNodes(cluster: Cluster, guest: GuestConfig): string[] {
  const { inventory, seed } = cluster;
  const used = new Set(volumesOf(seed, guest).map(({ storage }) => storage));
  const storages = inventory.storages.filter(({ storage }) =>
    used.has(storage),
  );
  return inventory.nodes
    .map(({ node }) => node)
    .filter(node =>
      storages.every(({ nodes, shared }) =>
        nodes ? nodes.includes(node) : shared || node === guest.node,
      ),
    );
}

type Action = 'create' | 'remove' | 'rollback';

/** What the storage's tool prints when it has done that to a volume; none of ZFS's do. */
export function storageOutput(
  cluster: Cluster,
  volume: Volume,
  action: Action,
  snapshot: string,
): string[] {
  const name = volume.volid.split(':')[1];
  const type = typeOf(cluster, volume);
  if (type === 'rbd') {
    return {
      create: ['Creating snap: 100% complete...done.'],
      remove: ['Removing snap: 100% complete...done.'],
      rollback: ['Rolling back to snapshot: 100% complete...done.'],
    }[action];
  }
  if (type !== 'lvmthin') return [];
  const snap = `snap_${name}_${snapshot}`;
  return {
    create: [`  Logical volume "${snap}" created.`],
    remove: [`  Logical volume "${snap}" successfully removed.`],
    rollback: [
      `  Logical volume "${name}" successfully removed.`,
      `  Logical volume "${name}" created.`,
    ],
  }[action];
}

/** A volume on ZFS that has a newer snapshot, and so cannot go back behind it. */
export function blockedRollback(
  cluster: Cluster,
  guest: GuestConfig,
  snapshot: string,
): string | undefined {
  const { snaptime } = cluster.snapshots.get(guest, snapshot);
  const isNewest = cluster.snapshots
    .list(guest)
    .every(other => other.snaptime <= snaptime);
  if (isNewest) return undefined;
  return snapshotVolumes(cluster, guest).find(
    volume => typeOf(cluster, volume) === 'zfspool',
  )?.volid;
}
