import { NotFoundError } from '@backstage/errors';
import type { SnapshotStore } from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import type { GuestResource } from '../guest-permissions';

/** By what an action names the guest that it acts on. */
export const guestTarget = {
  cluster: z.string().describe('The name of the cluster in the configuration'),
  guest: z
    .string()
    .regex(/^(qemu|lxc)\/[1-9][0-9]*$/)
    .describe(
      'The id of the guest: qemu/100 for a virtual machine, lxc/200 for a container',
    ),
};

/** The guest itself, as last read. */
export interface GuestSubject extends GuestResource {
  /** Whether the guest's node was online when last read. */
  nodeOnline: boolean;
}

/** What people call a guest. */
export function guestTitle({ name, type, vmid }: ProxmoxGuest): string {
  const kind = type === 'qemu' ? 'VM' : 'CT';
  return name ? `${name} (${kind} ${vmid})` : `${kind} ${vmid}`;
}

/**
 * Finds a guest in the inventory.
 *
 * @throws NotFoundError when there is no such cluster or guest
 */
export async function findGuest(
  store: Pick<SnapshotStore, 'read'>,
  target: { cluster: string; guest: string },
): Promise<GuestSubject> {
  const { cluster, guest: id } = target;
  const { data } = await store.read<ProxmoxInventory>('inventory', cluster);
  const guest = data?.guests[id];
  if (!guest) {
    throw new NotFoundError(
      data
        ? `Cluster ${cluster} has no guest ${id}, as far as the portal may see`
        : `Cluster ${cluster} has not been read yet, so its guests are not known`,
    );
  }
  return {
    source: cluster,
    guest,
    nodeOnline: data.nodes[guest.node]?.status === 'online',
  };
}
