import type { Cluster } from '../cluster.ts';
import { died } from '../errors.ts';
import { volumesOf } from '../guest-config.ts';
import type { GuestConfig } from '../model.ts';
import { checkLock } from '../power/qemu.ts';
import {
  localResources,
  localVolumes,
  missingMappings,
  type LocalVolume,
} from './volumes.ts';

type Blocked = Record<string, unknown>;

function checkReadable(cluster: Cluster, guest: GuestConfig): void {
  if (!cluster.isQuorate()) throw died('cluster not ready - no quorum?');
  checkLock(guest.type === 'qemu' ? 'VM' : 'CT', guest);
}

/** pve-ha-manager HA/Config.pm get_resource_motion_info, for those that HA manages. */
function motionOf(cluster: Cluster, guest: GuestConfig) {
  if (!cluster.ha.isManaged(guest.vmid)) return undefined;
  const kind = guest.type === 'qemu' ? 'vm' : 'ct';
  return cluster.ha.motionOf(`${kind}:${guest.vmid}`);
}

/** The storages of a guest's volumes that are not configured for a node. */
function unavailable(
  { inventory, seed }: Cluster,
  guest: GuestConfig,
  node: string,
): string[] {
  const used = new Set(volumesOf(seed, guest).map(({ storage }) => storage));
  return inventory.storages
    .filter(({ storage }) => used.has(storage))
    .filter(({ nodes }) => nodes && !nodes.includes(node))
    .map(({ storage }) => storage)
    .sort();
}

function diskRow(volume: LocalVolume): object {
  const { key, volid, size, ref, isCdrom, isVmState, snapshots } = volume;
  const isUnused = ref === 'unused';
  return {
    volid,
    cdrom: isCdrom ? 1 : 0,
    is_attached: isUnused || isVmState ? 0 : 1,
    is_cloudinit: volid.endsWith('-cloudinit') ? 1 : 0,
    is_tpmstate: key === 'tpmstate0' ? 1 : 0,
    is_unused: isUnused ? 1 : 0,
    is_vmstate: isVmState ? 1 : 0,
    replicate: 1,
    shared: 0,
    ...(!isUnused && !isVmState && { size, drivename: key }),
    ...(snapshots.length > 0 && {
      referenced_in_snapshot: Object.fromEntries(
        snapshots.map(name => [name, 1]),
      ),
    }),
  };
}

/** qemu-server API2/Qemu.pm migrate_vm_precondition. */
export function vmPreconditions(
  cluster: Cluster,
  guest: GuestConfig,
): Record<string, unknown> {
  checkReadable(cluster, guest);
  const resources = localResources(cluster, guest);
  const motion = motionOf(cluster, guest);
  const allowed: string[] = [];
  const notAllowed: Record<string, Blocked> = {};
  for (const { node } of cluster.inventory.nodes) {
    if (node === guest.node) continue;
    const storages = unavailable(cluster, guest, node);
    const missing = missingMappings(resources, node);
    const blocking = motion?.blocking[node];
    const why: Blocked = {
      ...(storages.length > 0 && { unavailable_storages: storages }),
      ...(missing.length > 0 && { 'unavailable-resources': missing }),
      ...(blocking && { 'blocking-ha-resources': blocking }),
    };
    if (Object.keys(why).length === 0) allowed.push(node);
    else notAllowed[node] = why;
  }
  return {
    running: guest.status === 'stopped' ? 0 : 1,
    allowed_nodes: allowed,
    not_allowed_nodes: notAllowed,
    local_disks: localVolumes(cluster, guest).map(diskRow),
    local_resources: resources.keys,
    'mapped-resources': Object.keys(resources.mapped).sort(),
    'mapped-resource-info': Object.fromEntries(
      Object.entries(resources.mapped).map(([key, name]) => [key, { name }]),
    ),
    'has-dbus-vmstate': 1,
    ...(motion && { 'dependent-ha-resources': motion.dependent }),
  };
}

/** pve-container API2/LXC.pm migrate_vm_precondition: it looks at HA alone. */
export function ctPreconditions(
  cluster: Cluster,
  guest: GuestConfig,
): Record<string, unknown> {
  checkReadable(cluster, guest);
  const motion = motionOf(cluster, guest);
  const others = cluster.inventory.nodes
    .map(({ node }) => node)
    .filter(node => node !== guest.node);
  const isBlocked = (node: string) => motion?.blocking[node] !== undefined;
  return {
    running: guest.status === 'stopped' ? 0 : 1,
    'allowed-nodes': others.filter(node => !isBlocked(node)),
    'not-allowed-nodes': Object.fromEntries(
      others
        .filter(isBlocked)
        .map(node => [
          node,
          { 'blocking-ha-resources': motion?.blocking[node] },
        ]),
    ),
    ...(motion && { 'dependent-ha-resources': motion.dependent }),
  };
}
