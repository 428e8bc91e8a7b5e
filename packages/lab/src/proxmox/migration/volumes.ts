import type { Cluster } from '../cluster.ts';
import { configOf, volumesOf, type Volume } from '../guest-config.ts';
import type { GuestConfig } from '../model.ts';

/** How a VM refers to a volume on a local storage (qemu-server QemuServer.pm foreach_volid). */
export interface LocalVolume extends Volume {
  ref: 'attached' | 'unused' | 'snapshot' | 'generated';
  isVmState: boolean;
  isCdrom: boolean;
  /** Names of the snapshots that it is part of. */
  snapshots: string[];
}

function isShared(cluster: Cluster, name: string | undefined): boolean {
  return cluster.inventory.storages.some(
    ({ storage, shared }) => storage === name && shared,
  );
}

function refOf({ key, volid }: Volume): LocalVolume['ref'] {
  if (key.startsWith('unused')) return 'unused';
  if (key === 'tpmstate0' || volid.endsWith('-cloudinit')) return 'generated';
  return 'attached';
}

/** A guest's volumes that only its node has, those of snapshots included. */
export function localVolumes(
  cluster: Cluster,
  guest: GuestConfig,
): LocalVolume[] {
  const snapshots = cluster.snapshots.list(guest);
  const inSnapshots = (volid: string) =>
    snapshots
      .filter(({ config }) =>
        Object.values(config).some(
          value => String(value).split(',')[0] === volid,
        ),
      )
      .map(({ name }) => name);
  const own = volumesOf(cluster.seed, guest)
    .filter(({ storage }) => storage && !isShared(cluster, storage))
    .map(volume => ({
      ...volume,
      ref: refOf(volume),
      isVmState: false,
      isCdrom: volume.options.includes('media=cdrom'),
      snapshots: inSnapshots(volume.volid),
    }));
  const states = snapshots.flatMap(({ name, vmstate }) => {
    const storage = vmstate?.split(':')[0];
    if (!vmstate || !storage || isShared(cluster, storage)) return [];
    return [
      {
        key: 'vmstate',
        storage,
        volid: vmstate,
        size: guest.maxmem,
        format: 'raw' as const,
        options: [],
        ref: 'snapshot' as const,
        isVmState: true,
        isCdrom: false,
        snapshots: [name],
      },
    ];
  });
  return [...own, ...states];
}

/** Nodes that have what a mapped device's name stands for. */
const MAPPED_DEVICES: Record<string, string[]> = { zigbee: ['forge', 'nexus'] };

export interface LocalResources {
  /** Options with devices of the node, mapped ones too, as the schema's local_resources. */
  keys: string[];
  /** Those that any node with the mapping has: option to the mapping's name. */
  mapped: Record<string, string>;
}

/** QemuMigrate/Helpers.pm check_local_resources. */
export function localResources(
  cluster: Cluster,
  guest: GuestConfig,
): LocalResources {
  const mapped: Record<string, string> = {};
  const keys: string[] = [];
  for (const [key, value] of Object.entries(configOf(cluster.seed, guest))) {
    if (key === 'ivshmem') keys.push(key);
    if (!/^(usb|hostpci|serial|parallel|virtiofs)\d+$/.test(key)) continue;
    const text = String(value);
    if (key.startsWith('serial') && text === 'socket') continue;
    if (key.startsWith('usb') && /(^|host=)spice/i.test(text)) continue;
    const mapping = /(?:^|,)mapping=([^,]+)/.exec(text)?.[1];
    if (mapping) mapped[key] = mapping;
    const isIdlePci = key.startsWith('hostpci') && guest.status === 'stopped';
    if (!(mapping && isIdlePci)) keys.push(key);
  }
  return { keys, mapped };
}

/** Options whose mapped device a node does not have. */
export function missingMappings(
  { mapped }: LocalResources,
  node: string,
): string[] {
  return Object.entries(mapped)
    .filter(([, name]) => !MAPPED_DEVICES[name]?.includes(node))
    .map(([key]) => key);
}
