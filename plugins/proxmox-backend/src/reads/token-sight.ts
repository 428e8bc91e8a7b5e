import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { EffectivePermissions } from '@reverb256/backstage-plugin-proxmox-node';
import { hasPrivilege } from '../inventory/hidden';
import { clusterLimits } from './limits';
import type { ReadDeps } from './read-deps';

/*
 * The content of a storage is filtered silently by what a token may do with each volume, and seeing it takes more than
 * auditing (pve-storage, PVE/Storage.pm check_volume_access): an empty list may mean "none" or "not for you".
 */

const FRESH_SECONDS = 60;

/** What the token that reads may do; undefined where that cannot be read. Asked once for all who need it. */
export async function tokenPermissions(
  { clients, cache }: Pick<ReadDeps, 'clients' | 'cache'>,
  cluster: string,
): Promise<EffectivePermissions | undefined> {
  const { data } = await cache.read({
    key: `${cluster}/permissions`,
    title: 'What the token may do',
    freshSeconds: FRESH_SECONDS,
    limits: clusterLimits(cluster),
    read: signal => clients.get(cluster).accessPermissions({ signal }),
  });
  return data;
}

function lacking(
  permissions: EffectivePermissions,
  needs: readonly [privilege: string, path: string][],
): string[] {
  return needs
    .filter(([privilege, path]) => !hasPrivilege(permissions, path, privilege))
    .map(([privilege, path]) => `${privilege} on ${path}`);
}

const mayAll = (permissions: EffectivePermissions, storage: string) =>
  hasPrivilege(permissions, `/storage/${storage}`, 'Datastore.Allocate');

/** What the token lacks to be shown the backups of a guest on a storage. */
export const lackingForBackups = (
  permissions: EffectivePermissions,
  storage: string,
  vmid: string,
): string[] =>
  mayAll(permissions, storage)
    ? []
    : lacking(permissions, [
        ['Datastore.AllocateSpace', `/storage/${storage}`],
        ['VM.Backup', `/vms/${vmid}`],
      ]);

/** What the token lacks to be shown every volume of guests on a storage that has content of these kinds. */
export const lackingForContent = (
  permissions: EffectivePermissions,
  storage: string,
  kinds: readonly string[],
): string[] => {
  if (mayAll(permissions, storage)) return [];
  const hasDisks = kinds.includes('images') || kinds.includes('rootdir');
  return lacking(permissions, [
    ...(hasDisks ? [['VM.Config.Disk', '/vms'] as [string, string]] : []),
    ...(kinds.includes('backup')
      ? ([
          ['Datastore.AllocateSpace', `/storage/${storage}`],
          ['VM.Backup', '/vms'],
        ] as [string, string][])
      : []),
  ]);
};

/** That something is left out since the token lacks privileges. */
export const leftOut = (
  what: string,
  token: string,
  missing: string[],
): SourceFailure =>
  new SourceFailure(
    'forbidden',
    `Proxmox VE leaves out ${what} that the token ${token} may not see: it lacks ${missing.join(
      ', ',
    )}. What is listed may not be all. Grant them only if that is worth it: they permit more than to look.`,
    { missing },
  );
