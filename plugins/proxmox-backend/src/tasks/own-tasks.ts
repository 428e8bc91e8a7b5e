import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { EffectivePermissions } from '@reverb256/backstage-plugin-proxmox-node';
import { hasPrivilege } from '../inventory/hidden';

/**
 * That Proxmox VE tells a token of its own user's tasks only. It leaves the others out silently (pve-manager,
 * PVE/API2/Tasks.pm and Cluster.pm), and an empty list would look like nothing had happened.
 *
 * @param permissions - of the token; undefined where they could not be read
 * @param path - where the privilege is looked for: `/` for the list of the cluster, `/nodes/<node>` for that of a node
 * @returns undefined where it is told of the tasks of everybody
 */
export function ownTasksOnly(
  permissions: EffectivePermissions | undefined,
  token: string,
  path: string,
): SourceFailure | undefined {
  if (permissions && hasPrivilege(permissions, path, 'Sys.Audit')) {
    return undefined;
  }
  const missing = [`Sys.Audit on ${path}`];
  return new SourceFailure(
    'forbidden',
    permissions
      ? `Proxmox VE tells the token ${token} of tasks of its own user only, since it lacks ${missing}. Grant a role with it to the user and to the token.`
      : `What the token ${token} may see could not be read. Without ${missing} Proxmox VE tells of tasks of its own user only.`,
    { missing },
  );
}
