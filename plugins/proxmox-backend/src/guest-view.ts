import { createHash } from 'node:crypto';
import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Gap, Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type { SnapshotView } from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxGuestReadPermission,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { guestSight, type GuestSight } from './guest-sight';

/** That somebody may see no guests at all, as a gap. */
export const hiddenGuests = (at: string): Gap => ({
  path: 'guests',
  error: {
    kind: 'forbidden',
    message: `Your role does not include the permission ${proxmoxGuestReadPermission.name}, so no guests are shown to you. Ask an administrator of the portal.`,
    since: at,
    missing: [proxmoxGuestReadPermission.name],
  },
});

/** Stands for what is visible: the same for everybody who may see the same. */
export const digestOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);

function visibleTo(
  sight: GuestSight,
  snapshot: Snapshot<ProxmoxInventory>,
): Snapshot<ProxmoxInventory> {
  const { data, source } = snapshot;
  if (!data) return snapshot;
  const guests = Object.fromEntries(
    Object.entries(data.guests).filter(([, guest]) =>
      sight.sees({ source, guest }),
    ),
  );
  // A gap would say on each page that the cluster is read in part, which it is not.
  const isPartial =
    Object.keys(guests).length < Object.keys(data.guests).length;
  const gaps =
    sight.extent === 'none'
      ? [...snapshot.gaps, hiddenGuests(snapshot.collectedAt!)]
      : snapshot.gaps;
  return {
    ...snapshot,
    gaps,
    data: { ...data, guests, ...(isPartial && { guestsPartial: true }) },
  };
}

/** What of an inventory somebody may see: undefined for all of it. */
export async function guestView(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<SnapshotView<ProxmoxInventory> | undefined> {
  const sight = await guestSight(permissions, credentials);
  if (sight.extent === 'all') return undefined;
  return {
    digest: digestOf(sight.decision),
    apply: snapshot => visibleTo(sight, snapshot),
  };
}
