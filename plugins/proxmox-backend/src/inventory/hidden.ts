import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import type { EffectivePermissions } from '@reverb256/backstage-plugin-proxmox-node';

/** Whose permissions these are, for the message. */
interface TokenHolder {
  title: string;
  token: { id: string };
}

/** Something that Proxmox left out of its answer, perhaps because the token may not see it. */
export interface Suspect {
  /** The part of the inventory. */
  path: string;
  /**
   * Why it is not there, or undefined when it may be seen and there just is none.
   *
   * @param permissions - undefined where they could not be read
   */
  explain(
    permissions: EffectivePermissions | undefined,
    holder: TokenHolder,
  ): SourceFailure | undefined;
}

/**
 * Whether a privilege is held on a path or handed down to it. Proxmox lists the paths on which something is granted and
 * a few fixed ones; a path that it does not list has what the nearest listed one above it has, where that propagates
 * (value 1).
 */
export function hasPrivilege(
  permissions: EffectivePermissions,
  path: string,
  privilege: string,
): boolean {
  let current = path;
  for (;;) {
    const here = permissions[current];
    if (here)
      return (
        privilege in here && (current === path || Boolean(here[privilege]))
      );
    if (current === '/') return false;
    current = current.slice(0, current.lastIndexOf('/')) || '/';
  }
}

function suspect(
  path: string,
  what: string,
  privilege: string,
  on: string,
): Suspect {
  return {
    path,
    explain(permissions, { title, token }) {
      if (permissions && hasPrivilege(permissions, on, privilege))
        return undefined;
      return new SourceFailure(
        'forbidden',
        permissions
          ? `${title} shows no ${what} to the token ${token.id}: it lacks ${privilege} on ${on}. Grant a role with it to the user and to the token.`
          : `${title} shows no ${what} to the token ${token.id}, and what the token may see could not be read. It needs ${privilege} on ${on}.`,
        { missing: [`${privilege} on ${on}`] },
      );
    },
  };
}

/**
 * What an inventory should hold and does not. `GET /cluster/resources` filters silently by privilege, so an empty list
 * may mean "none" or "not for you", and they must not look the same. (pve-manager, PVE/API2/Cluster.pm)
 */
export function findHidden(inventory: ProxmoxInventory): Suspect[] {
  const suspects: Suspect[] = [];
  if (Object.keys(inventory.guests).length === 0) {
    suspects.push(suspect('guests', 'guests', 'VM.Audit', '/vms'));
  }
  if (Object.keys(inventory.storages).length === 0) {
    suspects.push(
      suspect('storages', 'storages', 'Datastore.Audit', '/storage'),
    );
  }
  for (const node of Object.values(inventory.nodes)) {
    if (node.status === 'online' && !node.cpu && !node.memory) {
      const path = `/nodes/${node.name}`;
      suspects.push(
        suspect(
          `nodes/${node.name}`,
          `load of node ${node.name}`,
          'Sys.Audit',
          path,
        ),
      );
    }
  }
  return suspects;
}
