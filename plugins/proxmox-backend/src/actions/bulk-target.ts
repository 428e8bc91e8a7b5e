import { createHash } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import type { SnapshotStore } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestTitle, type GuestSubject } from './guest-target';

/** The resource type of many guests together, of which one run is. */
export const RESOURCE_TYPE_GUESTS = 'proxmox-guests';

/** By what an action names the guests that it acts on. */
export const guestNames = z
  .array(z.string().regex(/^[^/]+\/(qemu|lxc)\/[1-9][0-9]*$/))
  .min(1)
  .max(500)
  .describe(
    'The guests, each with its cluster: home/qemu/100 for a virtual machine, home/lxc/200 for a container',
  );

/** How many guests are under way at once. */
export const atOnce = z
  .number()
  .int()
  .min(1)
  .max(20)
  .default(4)
  .describe('How many are under way at once');

/** One of the guests that were named. */
export interface NamedGuest {
  /** `home/qemu/100`. */
  key: string;
  /** Absent when there is no such guest, as far as the portal may see. */
  found?: GuestSubject;
}

/** What an action on many guests acts on. */
export interface GuestsSubject {
  guests: NamedGuest[];
  /** What was read of their clusters, by name. */
  inventories: Map<string, ProxmoxInventory>;
}

/** A guest's name for an action on one: the cluster, and the id within it. */
export function targetOfKey(key: string): { cluster: string; guest: string } {
  const [cluster, ...guest] = key.split('/');
  return { cluster, guest: guest.join('/') };
}

/** What people call it. */
export const titleOf = ({ key, found }: NamedGuest): string =>
  found ? guestTitle(found.guest) : key;

/** `1 guest`, `12 guests`. */
export const countGuests = (count: number): string =>
  `${count} ${count === 1 ? 'guest' : 'guests'}`;

async function readInventory(
  store: Pick<SnapshotStore, 'read'>,
  cluster: string,
): Promise<ProxmoxInventory | undefined> {
  try {
    return (await store.read<ProxmoxInventory>('inventory', cluster)).data;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

/** Finds guests in the inventories; each once, however often it is named. */
export async function findGuests(
  store: Pick<SnapshotStore, 'read'>,
  names: readonly string[],
): Promise<GuestsSubject> {
  const inventories = new Map<string, ProxmoxInventory>();
  const clusters = new Set(names.map(name => targetOfKey(name).cluster));
  for (const cluster of clusters) {
    const data = await readInventory(store, cluster);
    if (data) inventories.set(cluster, data);
  }
  const guests = [...new Set(names)].map((key): NamedGuest => {
    const { cluster, guest: id } = targetOfKey(key);
    const data = inventories.get(cluster);
    const guest = data?.guests[id];
    if (!guest) return { key };
    const nodeOnline = data.nodes[guest.node]?.status === 'online';
    return { key, found: { source: cluster, guest, nodeOnline } };
  });
  return { guests, inventories };
}

/** The same for the same guests, so that they are asked for once at a time. */
export function resourceOf(guests: readonly NamedGuest[]) {
  const keys = guests.map(({ key }) => key).sort();
  const clusters = new Set(keys.map(key => targetOfKey(key).cluster));
  const hash = createHash('sha256').update(keys.join('\n')).digest('hex');
  const [cluster] = clusters;
  return {
    type: RESOURCE_TYPE_GUESTS,
    id: `${clusters.size === 1 ? cluster : 'clusters'}/guests/${hash.slice(
      0,
      12,
    )}`,
    title: countGuests(guests.length),
  };
}
