import { NotFoundError } from '@backstage/errors';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import type {
  ActionSubject,
  SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { GuestRef } from '@reverb256/backstage-plugin-proxmox-node';
import { z } from 'zod';
import { guestRules, type GuestResource } from '../guest-permissions';

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

/** The guest that an action acts on, as its input names it. */
export interface Target {
  cluster: string;
  guest: string;
}

/**
 * How long a guest is given to shut down, in seconds. What follows may be force (containers that are rebooted, virtual
 * machines under HA), so it is never so short that asking to shut down comes to stopping.
 */
export const shutdownTimeout = z
  .number()
  .int()
  .min(60)
  .max(3600)
  .default(180)
  .describe('How long the guest is given, in seconds');

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
  target: Target,
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

/** A guest by its id and the node that it is on. */
export function refOf(id: string, node: string): GuestRef {
  const [type, vmid] = id.split('/') as [GuestRef['type'], string];
  return { node, type, vmid };
}

/** Whether a conditional decision allows something on a guest. */
export const isAllowedOnGuest = createConditionAuthorizer(guestRules);

/** What people call a guest; with its cluster where there are several, as each of them may have such a guest. */
function titleAmong(
  sources: SnapshotStore['sources'],
  { source, guest }: GuestSubject,
): string {
  const cluster = sources.find(({ name }) => name === source)?.title ?? source;
  return sources.length > 1
    ? `${guestTitle(guest)} on ${cluster}`
    : guestTitle(guest);
}

/**
 * What an action on a guest acts on.
 *
 * @param called - what a run of the action is called, given what the guest is
 * @throws NotFoundError when there is no such cluster or guest
 */
export async function findGuestAction(
  store: Pick<SnapshotStore, 'read' | 'sources'>,
  target: Target,
  called: (guestTitle: string) => string,
): Promise<ActionSubject<GuestSubject>> {
  const subject = await findGuest(store, target);
  const title = titleAmong(store.sources, subject);
  return {
    title: called(title),
    resource: {
      type: 'proxmox-guest',
      id: `${target.cluster}/${target.guest}`,
      title,
    },
    subject,
  };
}
