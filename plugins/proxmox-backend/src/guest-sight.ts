import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  guestTypes,
  proxmoxGuestReadPermission,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { guestRules, type GuestResource } from './guest-permissions';

const isAllowed = createConditionAuthorizer(guestRules);

/** Which guests somebody may see. */
export interface GuestSight {
  extent: 'all' | 'some' | 'none';
  /** Stands for what is decided: the same for everybody who may see the same. */
  decision: string;
  sees(resource: GuestResource): boolean;
}

/** Asks once which guests the caller may see; every single one is decided by that, without asking again. */
export async function guestSight(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<GuestSight> {
  const [decision] = await permissions.authorizeConditional(
    [{ permission: proxmoxGuestReadPermission }],
    { credentials },
  );
  const extents = {
    [AuthorizeResult.ALLOW]: 'all',
    [AuthorizeResult.DENY]: 'none',
    [AuthorizeResult.CONDITIONAL]: 'some',
  } as const;
  return {
    extent: extents[decision.result],
    decision: JSON.stringify(decision),
    sees: resource => isAllowed(decision, resource),
  };
}

/** @throws NotAllowedError for whoever may see no guest at all */
export async function guestSightOrRefuse(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<GuestSight> {
  const sight = await guestSight(permissions, credentials);
  if (sight.extent !== 'none') return sight;
  throw new NotAllowedError(
    `This needs the permission ${proxmoxGuestReadPermission.name}, which you do not have. Ask an administrator of the portal for a role that includes it.`,
  );
}

/**
 * By vmid, whether a guest of an inventory may be seen; one that is not in it may be only by who may see all. Looks at a
 * guest when it is asked for: most answers are about a few of thousands.
 */
export function visibleVmids(
  sight: GuestSight,
  source: string,
  inventory: ProxmoxInventory | undefined,
): (vmid: string) => boolean {
  if (sight.extent === 'all') return () => true;
  const guests = inventory?.guests ?? {};
  const known = new Map<string, boolean>();
  const look = (vmid: string) =>
    guestTypes
      .map(type => `${type}/${vmid}`)
      .filter(id => Object.hasOwn(guests, id))
      .some(id => sight.sees({ source, guest: guests[id] }));
  return vmid => {
    const before = known.get(vmid);
    if (before !== undefined) return before;
    const sees = look(vmid);
    known.set(vmid, sees);
    return sees;
  };
}

/** What is said of a guest that is not there, and of one that the caller may not see: the same. */
export const noSuchGuest = (cluster: string, guest: string) =>
  new NotFoundError(
    `Cluster ${cluster} has no guest ${guest}, as far as you and the portal may see.`,
  );
